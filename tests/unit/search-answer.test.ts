import { settingsSchema } from '../../src/plugins/index-rebuild/server/src/config/schema';
import { IndexRebuildError } from '../../src/plugins/index-rebuild/server/src/domain/errors';
import { documentKey, type DocumentRef } from '../../src/plugins/index-rebuild/server/src/domain/record';
import { monotonicMs } from '../../src/plugins/index-rebuild/server/src/lib/monotonic';
import { createSearch } from '../../src/plugins/index-rebuild/server/src/services/search';
import { readRequest, readText } from '../../src/plugins/index-rebuild/server/src/services/search/parameters';
import { counted } from '../../src/plugins/index-rebuild/server/src/services/search/traffic';
import { openAdmission } from './support/open-admission';

const { search: SETTINGS } = settingsSchema.parse({});

const UID = 'api::expert.expert';
const TYPES = [{ uid: UID, name: 'expert', filterable: ['town'] }];

describe('parameters of a search', () => {
  const read = (query: object, route: 'search' | 'similar' = 'search') =>
    readRequest({ ...query }, SETTINGS, route, TYPES);

  it('are those of Strapi and those of search', () => {
    const query = {
      ...{ q: 'x', mode: 'lexical', locale: 'en', highlight: 'true', explain: 'false' },
      ...{ filters: { a: 1 }, fields: ['a'], populate: '*', pagination: { page: '3', pageSize: '20' } },
    };
    const wanted = { mode: 'lexical', start: 40, limit: 20, size: 20, highlight: true };
    expect(read(query)).toMatchObject({ ...wanted, spelling: 'correct' });
    expect(read({ spelling: 'exact' })).toMatchObject({ spelling: 'exact' });
  });

  it.each([
    [{ page: '9999' }, 'page is written pagination[page].'],
    [
      { foo: 'bar', sort: 'name' },
      'foo is not a parameter of this search. sort is not a parameter of this search.',
    ],
    [{ pagination: { size: '3' } }, 'pagination[size] is not a parameter of this search.'],
    [{ pagination: { page: 'two' } }, 'pagination[page] is a whole number, 1 or more.'],
    [
      { pagination: { page: '1', start: '0' } },
      'pagination takes page and pageSize, or start and limit, and not both.',
    ],
    [{ pagination: '3' }, 'pagination has parts, such as pagination[page].'],
    [{ limit: '0' }, 'limit is a whole number, 1 or more.'],
    [{ limit: '101' }, 'A page has at most 100 hits; you asked for 101.'],
    [{ mode: 'magic' }, 'mode is hybrid, semantic or lexical.'],
    [{ spelling: 'sloppy' }, 'spelling is correct or exact.'],
    [{ highlight: 'yes' }, 'highlight is true or false.'],
    [{ locale: ['a', 'b'] }, 'locale is a language code such as "en".'],
  ])('%j are refused by name', (query, message) => {
    expect(() => read(query)).toThrow(expect.objectContaining({ code: 'INVALID_REQUEST', message }));
  });

  it('have no q, no mode and no spelling for similar records', () => {
    expect(() => read({ q: 'x' }, 'similar')).toThrow('q is not a parameter of this search.');
    expect(() => read({ mode: 'lexical' }, 'similar')).toThrow('mode is not a parameter of this search.');
    expect(() => read({ spelling: 'exact' }, 'similar')).toThrow(
      'spelling is not a parameter of this search.'
    );
  });

  it('state how long a query may be and how long it is', () => {
    expect(() => readText('x'.repeat(600), SETTINGS)).toThrow(
      'q is limited to 500 characters; yours has 600.'
    );
  });
});

describe('a search', () => {
  const HIT = { uid: UID, locale: null, score: 1, highlight: null, parts: {} };

  const open = (work: (request: object) => Promise<unknown>, total = 5000) => {
    const traffic = { queries: 0, failed: 0 };
    const searcher = {
      ...{ generation: 'g', records: total },
      search: async (request: { k: number }) => {
        const { k } = request;
        await work(request);
        const hits = Array.from({ length: Math.min(k, total) }, (_, at) => ({
          ...HIT,
          documentId: `d${at}`,
        }));
        return { hits, total, exhausted: k >= total, minScore: null };
      },
    };
    const records = {
      check: async (_: string, query: object) => query,
      localeFor: async () => undefined,
      passing: async (documents: DocumentRef[]) => new Set(documents.map(documentKey)),
      hydrate: async (documents: DocumentRef[]) =>
        new Map(documents.map(({ documentId }) => [`${UID}:${documentId}`, { documentId }])),
      sanitize: async (_: string, found: unknown[]) => found,
    };
    const search = createSearch({
      steering: { for: async () => null },
      weights: () => ({ words: 1, fields: {} }),
      ...{
        traffic,
        metrics: { answered() {} },
        settings: SETTINGS,
        types: TYPES,
        driftLevel: { current: null },
      },
      log: { warn: () => {} },
      freshValues: { bring: () => 'behind' },
      admission: openAdmission(),
      live: { use: (task: (one: typeof searcher) => unknown) => task(searcher) },
      records,
    } as never);
    const ask = (query: object) => search.query({ query: { q: 'x', ...query }, auth: null });
    return { traffic, search, ask };
  };

  it('gives the searcher less time than the whole search has, so that even a refusal comes in time', async () => {
    const requests: { deadline?: number }[] = [];
    const { ask } = open(async (request) => void requests.push(request as { deadline: number }));
    const begunAt = monotonicMs();
    await ask({});
    const left = (requests[0].deadline as number) - begunAt;
    expect(left).toBeGreaterThan(SETTINGS.timeoutMs / 2);
    expect(left).toBeLessThan(SETTINGS.timeoutMs * 0.9);
  });

  it('reports the page and its size even for the last page, which is shorter', async () => {
    const { data, meta } = await open(async () => {}).ask({ pagination: { page: '34', pageSize: '30' } });
    expect(data).toHaveLength(10);
    expect(meta.pagination).toEqual({ page: 34, pageSize: 30, pageCount: 34, total: 1000, capped: true });
  });

  it('counts as failed when search is at fault, not when the request is', async () => {
    const { traffic, ask, search } = open(() =>
      Promise.reject(new IndexRebuildError('RECORD_NOT_INDEXED', 'not there'))
    );
    await expect(search.similar('a', { query: {}, auth: null })).rejects.toMatchObject({ status: 404 });
    await expect(ask({ mode: 'magic' })).rejects.toMatchObject({ status: 400 });
    expect(traffic).toEqual({ queries: 1, failed: 0 });
  });

  it.each([
    [new IndexRebuildError('SEARCH_OVERLOADED', 'x'), 1],
    [new TypeError('x'), 1],
    [new IndexRebuildError('EMBEDDING_FAILED', 'x'), 0],
  ])('counts %s as %i failures', async (error, failed) => {
    const traffic = { queries: 0, failed: 0 };
    await expect(counted(traffic, () => Promise.reject(error))).rejects.toBe(error);
    expect(traffic).toEqual({ queries: 1, failed });
  });
});
