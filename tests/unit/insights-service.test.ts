import { IndexRebuildError } from '../../src/plugins/index-rebuild/server/src/domain/errors';
import type { Counts } from '../../src/plugins/index-rebuild/server/src/domain/insights/tally';
import type { InsightsStore } from '../../src/plugins/index-rebuild/server/src/ports/insights-store';
import { createInsights } from '../../src/plugins/index-rebuild/server/src/services/insights';
import {
  isFirstPage,
  isRefusal,
} from '../../src/plugins/index-rebuild/server/src/services/insights/countable';

describe('what counts', () => {
  it.each([
    [{}, true],
    [{ pagination: { page: '1', pageSize: '20' } }, true],
    [{ pagination: { start: '0' } }, true],
    [{ pagination: { page: '2' } }, false],
    [{ pagination: { start: '10' } }, false],
    [{ explain: 'true' }, false],
    [{ explain: 'false' }, true],
  ])('%j: %s', (query, counts) => {
    expect(isFirstPage(query)).toBe(counts);
  });

  it('as a refusal is an answer 429 or 503', () => {
    expect(isRefusal(new IndexRebuildError('RATE_LIMITED', 'Later.'))).toBe(true);
    expect(isRefusal(new IndexRebuildError('SEARCH_OVERLOADED', 'Later.'))).toBe(true);
    expect(isRefusal(new IndexRebuildError('QUERY_EMPTY', 'Say something.'))).toBe(false);
    expect(isRefusal(new Error('a fault'))).toBe(false);
  });
});

const SETTINGS = { retentionDays: 30, minCount: 3, maxQueries: 100 };

/** The service over a store that keeps what it is given. */
const withStore = (insights: typeof SETTINGS | false = SETTINGS) => {
  const added: Counts[] = [];
  const removed: string[] = [];
  const warnings: string[] = [];
  const state = { broken: false, now: new Date('2026-03-31T23:30:00Z') };
  const store: Partial<InsightsStore> = {
    async add(counts) {
      if (state.broken) throw new Error('read-only');
      added.push(counts);
    },
    async removeBefore(day) {
      if (state.broken) throw new Error('read-only');
      removed.push(day);
    },
    async removeAll() {},
  };
  const service = createInsights({
    settings: { insights },
    insights: store as InsightsStore,
    clock: { now: () => state.now },
    log: { warn: (message) => void warnings.push(message) },
    goldenStore: { asked: async () => [] },
    steering: { for: async () => null },
  });
  const search = () =>
    service.recorder.answered({ text: 'fish', locale: 'en', hits: 1, weak: false, tookMs: 4 });
  return { service, search, state, added, removed, warnings };
};

describe('the recorder', () => {
  it('writes what is counted once, and nothing when there is nothing', async () => {
    const { service, search, added } = withStore();
    search();
    service.recorder.refused();
    await Promise.all([service.recorder.write(), service.recorder.write()]);
    expect(added).toHaveLength(1);
    expect(added[0].queries).toMatchObject([{ day: '2026-03-31', query: 'fish', searches: 1 }]);
    expect(added[0].days.map(({ measure }) => measure)).toEqual(['within5', 'refused']);
  });

  it('drops what cannot be written, and says so once for each outage', async () => {
    const { service, search, state, added, warnings } = withStore();
    const write = (broken: boolean) => {
      state.broken = broken;
      search();
      return service.recorder.write();
    };
    for (const broken of [true, true, false, true]) await write(broken);
    expect(added).toHaveLength(1);
    expect(added[0].queries).toMatchObject([{ searches: 1 }]);
    expect(warnings).toHaveLength(2);
  });

  it('writes the rest when it stops', async () => {
    const { service, search, added } = withStore();
    service.recorder.start();
    search();
    await service.recorder.stop();
    expect(added).toHaveLength(1);
  });

  it('forgets what is not written when everything is erased', async () => {
    const { service, search, added } = withStore();
    search();
    await service.erase();
    await service.recorder.write();
    expect(added).toEqual([]);
  });

  it('counts nothing while insights are off', async () => {
    const { service, search, added } = withStore(false);
    service.recorder.start();
    search();
    service.recorder.refused();
    await service.recorder.stop();
    expect(added).toEqual([]);
  });
});

describe('old days', () => {
  it('are removed at once and then every hour, those of a new day included', async () => {
    const { service, state, removed } = withStore();
    await service.tick();
    await service.tick();
    expect(removed).toEqual(['2026-03-02']);
    state.now = new Date('2026-04-01T00:30:00Z');
    await service.tick();
    expect(removed).toEqual(['2026-03-02', '2026-03-03']);
  });

  it('are tried again an hour after that has failed, and not every second', async () => {
    const { service, state, removed } = withStore();
    state.broken = true;
    await expect(service.tick()).rejects.toThrow('read-only');
    state.broken = false;
    await service.tick();
    expect(removed).toEqual([]);
    state.now = new Date('2026-04-01T00:30:00Z');
    await service.tick();
    expect(removed).toHaveLength(1);
  });

  it('go after 90 days when insights are off', async () => {
    const { service, removed } = withStore(false);
    await service.tick();
    expect(removed).toEqual(['2026-01-01']);
  });
});
