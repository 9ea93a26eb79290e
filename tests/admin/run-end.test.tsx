import { renderHook } from '@testing-library/react';

import { runEnd } from '../../src/plugins/index-rebuild/admin/src/helpers/run-end';
import { useTexts } from '../../src/plugins/index-rebuild/admin/src/helpers/translation';
import { useRunChange } from '../../src/plugins/index-rebuild/admin/src/hooks/useRunChange';
import { useRunEnd } from '../../src/plugins/index-rebuild/admin/src/hooks/useRunEnd';
import type { Run, RunKind, RunStatus, Status } from '../../src/plugins/index-rebuild/shared/contracts';
import { AdminFrame } from './support/render';
import { aRun, aRunningRun, complete, failed, neverBuilt, rebuilding } from './support/samples';

const WARNING = { code: 'RECORDS_SKIPPED', message: '2 records are missing.' };

describe('what users are told when a run ends', () => {
  it.each<[RunKind, RunStatus, boolean, string, string[]]>([
    ['rebuild', 'completed', true, 'success', ['rebuild.done']],
    ['rebuild', 'failed', true, 'danger', ['rebuild.failed', 'end.unchanged']],
    ['rebuild', 'failed', false, 'danger', ['rebuild.failed', 'end.noSearch']],
    ['rebuild', 'interrupted', true, 'danger', ['rebuild.failed', 'end.unchanged']],
    ['rebuild', 'cancelled', true, 'info', ['rebuild.cancelled', 'end.unchanged']],
    ['rollback', 'completed', true, 'success', ['rollback.done']],
    ['rollback', 'failed', true, 'danger', ['rollback.failed', 'end.unchanged']],
    ['tag', 'completed', true, 'success', ['tag.done']],
    ['tag', 'cancelled', true, 'info', ['tag.cancelled', 'end.unchangedByTags']],
    ['tag', 'failed', false, 'danger', ['tag.failed', 'end.noSearch']],
  ])('a %s that is %s while search answers: %s', (kind, status, searchAvailable, type, keys) => {
    expect(runEnd(aRun({ kind, status }), searchAvailable)).toMatchObject({ type, keys });
  });

  it('warns when a completed run has a warning', () => {
    expect(runEnd(aRun({ warning: WARNING }), true)).toEqual({
      type: 'warning',
      keys: ['rebuild.done', 'end.warning'],
      values: { count: 0 },
    });
  });

  it.each([
    [0, 'No record needed new tags. Search is unchanged.'],
    [1, '1 record retagged. Search is unchanged.'],
    [1200, '1,200 records retagged. Search is unchanged.'],
  ])('says that %d records were tagged', (tagged, sentence) => {
    const records = { total: 1234, embedded: 0, reused: 0, failed: 0, tagged };
    const { keys, values } = runEnd(aRun({ kind: 'tag', records }), true);
    const { result } = renderHook(() => useTexts(), { wrapper: AdminFrame });
    expect(keys.map((key) => result.current(key, values))).toEqual([sentence]);
  });
});

describe('the end of a run while the page is open', () => {
  const run = (id: string, changes: Partial<Run> = {}): Run => aRun({ id, ...changes });
  const active = (id: string): Status => rebuilding({ run: { ...aRunningRun('embed'), id } });
  const ended = (id: string): Status => complete({ run: run(id) });

  /** The ids of the runs that the hook calls back with; "?" for one whose end is not known. */
  const endsOf = (...seen: (Status | undefined)[]): string[] => {
    const ends: string[] = [];
    const onEnd = (end: Run | null): void => void ends.push(end ? `${end.id} ${end.status}` : '?');
    const hook = renderHook(({ status }: { status: Status | undefined }) => useRunEnd(status, onEnd), {
      initialProps: { status: seen[0] },
    });
    for (const status of seen.slice(1)) hook.rerender({ status });
    return ends;
  };

  it.each<[string, (Status | undefined)[], string[]]>([
    ['is not what it finds when it opens', [undefined, ended('7'), ended('7')], []],
    ['is not the start of a run', [undefined, neverBuilt(), active('7'), active('7')], []],
    ['is told once', [active('7'), ended('7'), ended('7')], ['7 completed']],
    [
      'is told with its outcome',
      [active('7'), failed({ run: run('7', { status: 'failed' }) })],
      ['7 failed'],
    ],
    [
      'is told of one that began and ended between two looks',
      [undefined, ended('7'), ended('8'), ended('8')],
      ['8 completed'],
    ],
    ['is told of the first one of all as well', [undefined, neverBuilt(), ended('7')], ['7 completed']],
    [
      'is told of every run',
      [active('7'), ended('7'), active('8'), ended('8')],
      ['7 completed', '8 completed'],
    ],
    [
      'is not known when the next one is active already',
      [active('7'), active('8'), ended('8')],
      ['?', '8 completed'],
    ],
    ['waits while the status is not known', [active('7'), undefined, ended('7')], ['7 completed']],
  ])('%s', (_, seen, ends) => {
    expect(endsOf(...seen)).toEqual(ends);
  });
});

describe('what any run has changed', () => {
  it('is noticed when the page has not seen the run', () => {
    let noticed = 0;
    const { rerender } = renderHook(({ status }) => useRunChange(status, () => (noticed += 1)), {
      initialProps: { status: undefined as Status | undefined },
    });
    const at = (status: Status): number => {
      rerender({ status });
      return noticed;
    };
    expect(at(complete({ run: aRun({ id: 'one' }), generation: 'v1' }))).toBe(0);
    expect(at(complete({ run: aRun({ id: 'one' }), generation: 'v1' }))).toBe(0);
    expect(at(complete({ run: aRun({ id: 'two' }), generation: 'v2' }))).toBe(1);
    expect(at(complete({ run: aRun({ id: 'three', status: 'failed' }), generation: 'v2' }))).toBe(2);
  });
});
