import { documentKey, type DocumentRef } from '../../src/plugins/index-rebuild/server/src/domain/record';
import type { Hit, Searcher, SearchRequest } from '../../src/plugins/index-rebuild/server/src/ports/searcher';
import { MAX_LISTED } from '../../src/plugins/index-rebuild/server/src/services/search/filters';
import { findPage } from '../../src/plugins/index-rebuild/server/src/services/search/find-page';
import { CHUNK, walk } from '../../src/plugins/index-rebuild/server/src/services/search/page';
import type {
  Document,
  Records,
  TypeScope,
} from '../../src/plugins/index-rebuild/server/src/services/search/records';

const UID = 'api::expert.expert';

const hit = (at: number): Hit => ({
  ...{ uid: UID, documentId: `d${at}`, locale: 'en', score: -at, highlight: null },
  parts: { whole: 0, passage: 0, lexical: 0, name: 0 },
});

const numberOf = (id: string): number => Number(id.slice(1));

/** A ranking of so many records, d0 first. */
const searcherOf = (total: number) => {
  const search = jest.fn(async ({ k, within }: SearchRequest) => {
    const only = within?.[0].only;
    const ranked = Array.from({ length: total }, (_, at) => hit(at)).filter(
      ({ documentId }) => !only || only.includes(documentId)
    );
    return { hits: ranked.slice(0, k), total: ranked.length, exhausted: k >= ranked.length, minScore: null };
  });
  return { search, records: total, generation: 'g' } as unknown as Searcher & { search: typeof search };
};

/** A database that remembers how many rows each of its answers had. */
const databaseOf = (total: number, passes: (at: number) => boolean) => {
  const rows: number[] = [];
  const answer = <T extends { length: number }>(found: T): T => (rows.push(found.length), found);
  const all = Array.from({ length: total }, (_, at) => at).filter(passes);
  const passing = (documents: readonly DocumentRef[]) =>
    answer(documents.filter(({ documentId }) => passes(numberOf(documentId))));
  const records = {
    count: async () => all.length,
    list: async (_: TypeScope, max: number) => answer(all.slice(0, max).map((at) => `d${at}`)),
    passing: async (documents: readonly DocumentRef[]) => new Set(passing(documents).map(documentKey)),
    hydrate: async (documents: readonly DocumentRef[]) =>
      new Map(
        passing(documents).map((one) => [documentKey(one), { documentId: one.documentId } as Document])
      ),
  };
  return { rows, records: records as unknown as Records };
};

const pageOf = async (
  searcher: Searcher,
  records: Records,
  {
    start = 0,
    limit = 10,
    filters = { x: 1 } as object | null,
    mode = 'semantic' as const,
    more = {} as Partial<TypeScope>,
  } = {}
) => {
  const types = [{ uid: UID, locale: 'en', filters: filters ?? undefined, ...more }];
  const scope = { types, deadline: Infinity };
  const page = { start, limit, minScore: 0, maxHits: 1000, scope, mode, steering: null, deadline: Infinity };
  const { found, total } = await findPage(searcher, records, { wanted: { text: 'x' }, ...page });
  return { ids: found.map(([{ documentId }]) => numberOf(documentId)), total };
};

const TOTAL = 12_000;

describe('a page of filtered hits', () => {
  const FILTERS: [string, (at: number) => boolean][] = [
    ['nothing', () => false],
    ['one in three thousand', (at) => at % 3000 === 7],
    ['one in ten', (at) => at % 10 === 3],
    ['one in three', (at) => at % 3 === 1],
    ['all but a few', (at) => at % 100 !== 0],
    ['the worst third', (at) => at > 8000],
  ];

  it.each(FILTERS)('is exact when the filter lets %s through', async (_, passes) => {
    const { records } = databaseOf(TOTAL, passes);
    const expected = Array.from({ length: TOTAL }, (_one, at) => at).filter(passes);
    for (const start of [0, 10, 200]) {
      const { ids, total } = await pageOf(searcherOf(TOTAL), records, { start });
      expect(ids).toEqual(expected.slice(start, start + 10));
      expect(total).toBe(expected.length);
    }
  });

  it.each(FILTERS)('never reads the whole table: %s', async (_, passes) => {
    const { records, rows } = databaseOf(TOTAL, passes);
    await pageOf(searcherOf(TOTAL), records);
    expect(Math.max(0, ...rows)).toBeLessThanOrEqual(MAX_LISTED);
  });

  it('asks about some hits at a time, each once, when very many pass the filter', async () => {
    const { records, rows } = databaseOf(TOTAL, (at) => at > 8000);
    const searcher = searcherOf(TOTAL);
    await pageOf(searcher, records);
    expect(Math.max(...rows)).toBeLessThanOrEqual(CHUNK);
    expect(searcher.search.mock.calls.every(([{ within }]) => within?.[0].only === undefined)).toBe(true);
  });

  it('asks the searcher alone when that evaluates the filter', async () => {
    const { records, rows } = databaseOf(TOTAL, () => true);
    const searcher = searcherOf(TOTAL);
    const inSearcher = { kind: 'empty', field: 'x' } as const;
    await pageOf(searcher, records, { more: { inSearcher } });
    expect(rows).toEqual([10]);
    expect(searcher.search.mock.calls.map(([{ within }]) => within)).toEqual([
      [{ uid: UID, locale: 'en', filter: inSearcher }],
    ]);
  });

  it('lists every document that passes when values are counted', async () => {
    const passes = (at: number) => at % 3 === 0;
    const { records } = databaseOf(TOTAL, passes);
    const searcher = searcherOf(TOTAL);
    const { total } = await pageOf(searcher, records, { more: { facets: ['x'] } });
    expect(total).toBe(TOTAL / 3);
    const [{ within, facets }] = searcher.search.mock.calls[0];
    expect(within?.[0].only).toHaveLength(TOTAL / 3);
    expect(facets).toEqual([{ uid: UID, fields: ['x'] }]);
  });

  it('leaves out what was unpublished since, and fills the page with the next hits', async () => {
    const gone = new Set([0, 4, 12]);
    const { records } = databaseOf(100, (at) => !gone.has(at));
    const left = Array.from({ length: 100 }, (_, at) => at).filter((at) => !gone.has(at));
    for (const start of [0, 10]) {
      const { ids } = await pageOf(searcherOf(100), records, { start, filters: null });
      expect(ids).toEqual(left.slice(start, start + 10));
    }
  });

  it('costs one database query when it is the first and nothing is gone', async () => {
    const { records, rows } = databaseOf(100, () => true);
    await pageOf(searcherOf(100), records, { filters: null });
    expect(rows).toEqual([10]);
  });

  it('stops asking when the searcher refuses', async () => {
    const { records, rows } = databaseOf(TOTAL, (at) => at % 3 === 0);
    const searcher = { search: () => Promise.reject(new Error('late')), records: TOTAL } as never;
    await expect(pageOf(searcher, records)).rejects.toThrow('late');
    expect(rows).toEqual([]);
  });
});

describe('a walk through the ranking', () => {
  it('asks for growing parts and about no document twice', async () => {
    const { search } = searcherOf(5000);
    const asked: string[] = [];
    const { hits } = await walk({
      ask: (k) => search({ k } as SearchRequest),
      async passing(documents) {
        asked.push(...documents.map(documentKey));
        return new Set(
          documents.filter(({ documentId }) => numberOf(documentId) % 400 === 0).map(documentKey)
        );
      },
      needed: 5,
    });
    expect(hits.map(({ documentId }) => numberOf(documentId))).toEqual([0, 400, 800, 1200, 1600]);
    expect(new Set(asked).size).toBe(asked.length);
    expect(search.mock.calls.map(([{ k }]) => k)).toEqual([15, 60, 240, 960, 3840]);
  });
});
