import {
  canCancel,
  latestRunBadge,
  overallPercent,
  runBadge,
  stageKey,
} from '../../src/plugins/index-rebuild/admin/src/helpers/run-display';
import {
  RUN_STATUSES,
  STAGES,
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

describe('the badge of the latest run', () => {
  const ended = (status: RunStatus) => samples.complete({ run: samples.aRun({ status }) });

  it.each<[string, Status, string, string]>([
    ['none', samples.neverBuilt(), 'neutral', 'status.idle'],
    ['a completed one', samples.complete(), 'success', 'status.done'],
    [
      'one with a warning',
      samples.complete({ run: samples.aRun({ warning: WARNING }) }),
      'warning',
      'run.completedWithWarnings',
    ],
    ['a failed one', samples.failed(), 'danger', 'status.error'],
    ['an interrupted one', ended('interrupted'), 'danger', 'status.error'],
    ['a cancelled one, whatever was completed before', ended('cancelled'), 'neutral', 'run.cancelled'],
  ])('%s', (_, status, tone, key) => {
    expect(latestRunBadge(status)).toEqual({ tone, key });
  });

  it.each<[RunKind, string]>([
    ['rebuild', 'status.running'],
    ['tag', 'running.tag'],
    ['rollback', 'running.rollback'],
  ])('names a running %s by what it does', (kind, key) => {
    const run = { ...samples.aRunningRun('swap'), kind };
    expect(latestRunBadge(samples.rebuilding({ run }))).toEqual({ tone: 'primary', key });
  });
});

describe('the progress of a whole run', () => {
  it('grows with each stage, and embedding is the longest of them', () => {
    const at = (stage: Parameters<typeof samples.stagesAt>[0], done = 0) =>
      overallPercent(samples.stagesAt(stage, { done, total: 100 }));
    const seen = [at('snapshot'), at('embed'), at('embed', 50), at('build'), at('verify'), at('swap', 99)];
    expect(seen).toEqual([...seen].sort((one, other) => one - other));
    expect(seen[0]).toBe(0);
    expect(at('build') - at('embed')).toBeGreaterThan(50);
    expect(at('swap', 99)).toBeLessThan(100);
  });

  it('is complete when every stage is, and nothing without stages', () => {
    expect(overallPercent(samples.aRun().stages)).toBe(100);
    expect(overallPercent([])).toBe(0);
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
