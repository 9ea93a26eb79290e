import {
  planRemovals,
  type Holdings,
  type KnownGeneration,
} from '../../src/plugins/index-rebuild/server/src/domain/retention';

const NOW = new Date('2026-02-01T12:00:00Z');
const hoursAgo = (hours: number): Date => new Date(NOW.getTime() - hours * 3_600_000);

const row = (name: string, state: KnownGeneration['state'], hours = 1): KnownGeneration => ({
  name,
  state,
  createdAt: hoursAgo(hours),
});
const complete = (id: string, hours = 1) => ({ id, complete: true, changedAt: hoursAgo(hours) });
const partial = (id: string, hours = 1) => ({ id, complete: false, changedAt: hoursAgo(hours) });

const KEEP = { generations: 3, partialBuilds: 1 };
const plan = (holdings: Partial<Holdings>, keep = KEEP) =>
  planRemovals(
    {
      ...{
        live: null,
        rows: [],
        onDisk: [],
        ours: new Set(),
        afterRebuild: false,
        inUse: new Set(),
        now: NOW,
      },
      ...holdings,
    },
    keep
  );

describe('what is removed from disk', () => {
  it('is never a complete generation without a row, however old, not even after a rebuild', () => {
    const onDisk = [complete('unknown', 10_000), complete('other')];
    expect(plan({ onDisk }).remove).toEqual([]);
    expect(plan({ onDisk, afterRebuild: true }).remove).toEqual([]);
  });

  it('is after a rebuild what this process made or served and the database does not know any more', () => {
    const onDisk = [complete('unknown'), complete('served'), partial('built'), complete('live')];
    const ours = new Set(['served', 'built', 'live']);
    expect(plan({ onDisk, ours, live: 'live' }).remove).toEqual([]);
    expect(plan({ onDisk, ours, live: 'live', afterRebuild: true }).remove).toEqual(['served', 'built']);
  });

  it('is never the live generation, with or without a row, complete or not', () => {
    const rows = [row('live', 'discarded', 9)];
    for (const found of [complete('live', 48), partial('live', 48)]) {
      const keep = { generations: 1, partialBuilds: 0 };
      expect(plan({ live: 'live', onDisk: [found], afterRebuild: true }, keep).remove).toEqual([]);
      expect(plan({ live: 'live', rows, onDisk: [found], afterRebuild: true }, keep)).toMatchObject({
        discard: [],
        remove: [],
      });
    }
  });

  it('is a partial build without a row only after a rebuild, and only when untouched for a day', () => {
    const onDisk = [partial('fresh', 23.9), partial('stale', 24.1)];
    expect(plan({ onDisk }).remove).toEqual([]);
    expect(plan({ onDisk, afterRebuild: true }).remove).toEqual(['stale']);
  });

  it('is what was retired beyond the number kept, which includes the live one', () => {
    const rows = [
      row('a', 'retired', 1),
      row('b', 'retired', 2),
      row('c', 'retired', 3),
      row('d', 'live', 4),
    ];
    const onDisk = rows.map(({ name }) => complete(name));
    expect(plan({ live: 'd', rows, onDisk })).toEqual({
      discard: ['c'],
      remove: ['c'],
      kept: ['d', 'a', 'b'],
    });
  });

  it('does not count retired generations whose files are gone, and forgets them only after a rebuild', () => {
    const rows = [row('gone', 'retired', 1), row('a', 'retired', 2), row('b', 'retired', 3)];
    const onDisk = [complete('a'), complete('b')];
    expect(plan({ rows, onDisk })).toEqual({ discard: [], remove: [], kept: ['a', 'b'] });
    expect(plan({ rows, onDisk, afterRebuild: true }).discard).toEqual(['gone']);
  });

  it('is every partial build but the newest ones, whatever the order of the rows', () => {
    const rows = [row('old', 'discarded', 9), row('newest', 'discarded', 1), row('middle', 'discarded', 5)];
    const onDisk = rows.map(({ name }) => partial(name));
    expect(plan({ rows, onDisk }).remove.sort()).toEqual(['middle', 'old']);
    expect(plan({ rows, onDisk }, { ...KEEP, partialBuilds: 0 }).remove).toHaveLength(3);
  });

  it('counts only partial builds on disk against their limit', () => {
    const rows = [row('gone', 'discarded', 1), row('there', 'discarded', 2)];
    expect(plan({ rows, onDisk: [partial('there')] }).remove).toEqual([]);
  });

  it('discards what was built but never became live, and keeps its vectors as a partial build', () => {
    const rows = [row('ready', 'ready', 1), row('building', 'building', 2)];
    const onDisk = [complete('ready'), partial('building')];
    expect(plan({ rows, onDisk })).toEqual({
      discard: ['building', 'ready'].reverse(),
      remove: ['building'],
      kept: [],
    });
  });
});
