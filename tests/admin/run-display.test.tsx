import {
  canCancel,
  runBadge,
  stageKey,
  STATUS_TONES,
  statusKey,
} from '../../src/plugins/index-rebuild/admin/src/helpers/run-display';
import {
  RUN_STATUSES,
  STAGES,
  STATUSES,
  type RunKind,
  type RunStatus,
  type Status,
} from '../../src/plugins/index-rebuild/shared/contracts';
import * as samples from './support/samples';

const WARNING = { code: 'RECORDS_SKIPPED', message: '2 records are missing.' };
const toneOf = (status: RunStatus): string => runBadge(samples.aRun({ status })).tone;

describe('the badge of a run', () => {
  it('is red only for failures and green only for success', () => {
    expect(RUN_STATUSES.filter((status) => toneOf(status) === 'danger')).toEqual(['failed']);
    expect(RUN_STATUSES.filter((status) => toneOf(status) === 'success')).toEqual(['completed']);
  });

  it.each(RUN_STATUSES)('of a %s run is named by its state', (status) => {
    expect(runBadge(samples.aRun({ status })).key).toBe(`run.${status}`);
  });

  it('says that a completed run has a warning', () => {
    const run = samples.aRun({ warning: WARNING });
    expect(runBadge(run)).toEqual({ tone: 'warning', key: 'run.completedWithWarnings' });
  });

  it('does not call a failed run completed because it has a warning as well', () => {
    expect(runBadge(samples.aRun({ status: 'failed', warning: WARNING }))).toEqual({
      tone: 'danger',
      key: 'run.failed',
    });
  });
});

describe('the state of the index', () => {
  it('has a tone for each, and red only for errors', () => {
    expect(STATUSES.filter((status) => STATUS_TONES[status] === 'danger')).toEqual(['error']);
  });

  it.each<[string, Status, string]>([
    ['never built', samples.neverBuilt(), 'status.idle'],
    ['complete', samples.complete(), 'status.done'],
    ['failed', samples.failed(), 'status.error'],
    [
      'complete after a rollback',
      samples.complete({ run: samples.aRun({ kind: 'rollback' }) }),
      'status.done',
    ],
  ])('%s', (_, status, key) => {
    expect(statusKey(status)).toBe(key);
  });

  it.each<[RunKind, string]>([
    ['rebuild', 'status.running'],
    ['tag', 'running.tag'],
    ['rollback', 'running.rollback'],
  ])('names a running %s by what it does', (kind, key) => {
    expect(statusKey(samples.rebuilding({ run: { ...samples.aRunningRun('swap'), kind } }))).toBe(key);
  });
});

describe('the label of a stage', () => {
  it.each([...STAGES, 'preflight', 'write-tags', 'compare'])('%s has one of its own', (stage) => {
    expect(stageKey(stage)).not.toBe('stage.other');
  });

  it.each(['polish', 'toString', ''])('"%s", which is unknown, gets a neutral one', (stage) => {
    expect(stageKey(stage)).toBe('stage.other');
  });
});

describe('canCancel', () => {
  it('is true until the run switches over', () => {
    expect(RUN_STATUSES.filter((status) => canCancel(samples.aRun({ status })))).toEqual([
      'queued',
      'running',
    ]);
  });
});
