import {
  dismissedSynonymsModel,
  insightDaysModel,
  insightQueriesModel,
} from '../../src/plugins/index-rebuild/server/src/content-types/models';
import { createInsightsStore } from '../../src/plugins/index-rebuild/server/src/adapters/strapi/insights-store';
import type { QueryCounts } from '../../src/plugins/index-rebuild/server/src/domain/insights/tally';
import type { InsightsStore } from '../../src/plugins/index-rebuild/server/src/ports/insights-store';
import { DATABASES, type TestDatabase } from '../support/databases';
import { knex } from '../support/knex.cjs';

const DAY = '2026-03-01';
const MAX = 5_000;

const counts = (query: string, more: Partial<QueryCounts> = {}): QueryCounts => ({
  ...{ day: DAY, locale: 'en', query, searches: 1, hits: 3, noHits: 0, weakHits: 0 },
  ...more,
});

const WANTED = { list: 'popular', from: DAY, minCount: 1, page: 1, pageSize: 100 } as const;

describe.each(DATABASES)('counts of searches on $database', ({ open }) => {
  let database: TestDatabase;
  let connections: ReturnType<typeof knex>[];
  let store: InsightsStore;
  /** Another process. */
  let other: InsightsStore;

  beforeAll(async () => {
    database = await open();
    connections = [knex(database.knex), knex(database.knex)];
    const [first] = connections;
    await first.schema.createTable(insightQueriesModel.tableName, (table) => {
      for (const column of ['day', 'locale', 'query']) table.string(column);
      for (const column of ['searches', 'no_hits', 'weak_hits']) table.integer(column);
      table.bigInteger('hits');
      table.unique(['day', 'locale', 'query']);
    });
    await first.schema.createTable(insightDaysModel.tableName, (table) => {
      for (const column of ['day', 'measure']) table.string(column);
      table.integer('count');
      table.unique(['day', 'measure']);
    });
    await first.schema.createTable(dismissedSynonymsModel.tableName, (table) => {
      for (const column of ['day', 'word', 'synonym']) table.string(column);
      table.unique(['word', 'synonym']);
    });
    [store, other] = connections.map((connection) => createInsightsStore({ knex: connection }));
  });

  beforeEach(() => store.removeAll());

  afterAll(async () => {
    for (const connection of connections) await connection.destroy();
    await database.close();
  });

  const shown = async (more: Partial<Parameters<InsightsStore['queries']>[0]> = {}) =>
    (await store.queries({ ...WANTED, ...more })).items;

  it('are added, by several processes at once, and none is lost', async () => {
    const queries = Array.from({ length: 250 }, (_, at) => counts(`query ${at}`));
    const days = [{ day: DAY, measure: 'within20' as const, count: 250 }];
    const writes = Array.from({ length: 10 }, (_, at) => {
      const order = at % 2 === 0 ? queries : [...queries].reverse();
      return (at % 2 === 0 ? store : other).add({ queries: order, days }, MAX);
    });
    await Promise.all(writes);
    const { items, pagination } = await store.queries(WANTED);
    expect(pagination).toEqual({ page: 1, pageSize: 100, pageCount: 3, total: 250 });
    expect(items.every(({ searches, hits }) => searches === 10 && hits === 30)).toBe(true);
    expect(await store.days(DAY)).toEqual([{ day: DAY, measure: 'within20', count: 2_500 }]);
  });

  it('of a query are shown once it was searched often enough in the period', async () => {
    const days = ['2026-02-27', '2026-02-28', DAY];
    const queries = days.flatMap((day) => [counts('fish', { day }), counts('whale', { day, searches: 2 })]);
    await store.add({ queries, days: [] }, MAX);
    expect(await shown({ from: days[0], minCount: 4 })).toEqual([
      { query: 'whale', locale: 'en', searches: 6, hits: 9, noHits: 0, weakHits: 0, lastDay: DAY },
    ]);
    expect(await shown({ from: days[1], minCount: 5 })).toEqual([]);
    expect((await shown({ from: DAY })).map(({ query }) => query)).toEqual(['whale', 'fish']);
  });

  it('show as gaps what was in vain at least every second time, the most frequent first', async () => {
    await store.add(
      {
        queries: [
          counts('found', { searches: 100, noHits: 49 }),
          counts('half', { searches: 4, noHits: 1, weakHits: 1 }),
          counts('never', { searches: 3, hits: 0, noHits: 3, locale: '' }),
        ],
        days: [],
      },
      MAX
    );
    const gaps = await shown({ list: 'gaps' });
    expect(gaps.map(({ query, locale }) => [query, locale])).toEqual([
      ['never', null],
      ['half', 'en'],
    ]);
  });

  it('are kept of a limited number of queries a day: those known, and the most frequent of the others', async () => {
    await store.add({ queries: [counts('known')], days: [] }, 3);
    const others = ['a', 'b', 'c'].map((query, at) => counts(query, { searches: at + 1 }));
    await store.add({ queries: [...others, counts('known')], days: [] }, 3);
    const sums = (await shown()).map(({ query, searches }) => [query, searches]);
    expect(sums).toEqual([
      ['c', 3],
      ['b', 2],
      ['known', 2],
    ]);
    await store.add({ queries: [counts('d'), counts('a', { day: '2026-03-02' })], days: [] }, 3);
    expect((await shown()).map(({ query }) => query).sort()).toEqual(['a', 'b', 'c', 'known']);
  });

  it('of old days are removed, as often as that is asked for', async () => {
    const days = ['2026-02-27', '2026-02-28', DAY];
    await store.add(
      {
        queries: days.map((day) => counts('fish', { day })),
        days: days.map((day) => ({ day, measure: 'refused', count: 1 })),
      },
      MAX
    );
    await Promise.all([store.removeBefore('2026-02-28'), other.removeBefore('2026-02-28')]);
    expect(await shown({ from: days[0] })).toMatchObject([{ searches: 2 }]);
    expect((await store.days(days[0])).map(({ day }) => day).sort()).toEqual(days.slice(1));
  });

  it('can be erased', async () => {
    expect(await store.isEmpty()).toBe(true);
    await store.add({ queries: [counts('fish')], days: [{ day: DAY, measure: 'refused', count: 1 }] }, MAX);
    expect(await store.isEmpty()).toBe(false);
    await store.removeAll();
    expect(await store.isEmpty()).toBe(true);
    expect(await shown()).toEqual([]);
  });

  it('take any character that a query may have', async () => {
    const queries = ["'; drop table--", '🐠', 'ünïcödé', '%_\\', '?', '"quoted"'].map((query) =>
      counts(query)
    );
    await store.add({ queries, days: [] }, MAX);
    await store.add({ queries, days: [] }, 1);
    expect((await shown()).map(({ query, searches }) => [query, searches]).sort()).toEqual(
      queries.map(({ query }) => [query, 2]).sort()
    );
  });

  it('keeps dismissed synonyms once, until they are old or everything is removed', async () => {
    const pair = { word: 'cinema', synonym: 'film' };
    await Promise.all([store.dismiss(pair, DAY), other.dismiss(pair, DAY)]);
    await store.dismiss({ word: 'ocean', synonym: 'sea' }, '2001-01-01');
    expect(await other.dismissed(['cinema'])).toEqual([pair]);
    expect(await store.isEmpty()).toBe(false);
    await store.removeBefore(DAY);
    expect(await store.dismissed(['cinema', 'ocean'])).toEqual([pair]);
    await store.removeAll();
    expect([await store.dismissed(['cinema']), await store.isEmpty()]).toEqual([[], true]);
  });
});
