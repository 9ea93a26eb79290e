import { settingsSchema } from '../../src/plugins/index-rebuild/server/src/config/schema';
import { documentKey, type DocumentRef } from '../../src/plugins/index-rebuild/server/src/domain/record';
import type { SearchRequest } from '../../src/plugins/index-rebuild/server/src/ports/searcher';
import { createSearch } from '../../src/plugins/index-rebuild/server/src/services/search';
import type { Document, Scope } from '../../src/plugins/index-rebuild/server/src/services/search/records';
import { openAdmission } from './support/open-admission';

const ARTICLE = 'api::article.article';
const PAGE = 'api::page.page';
const TYPES = [
  { uid: ARTICLE, name: 'article' },
  { uid: PAGE, name: 'page' },
];

/** Hits of both content types by turns. One document id belongs to an article and to a page. */
const HITS = [
  { uid: PAGE, documentId: 'same', locale: null },
  { uid: ARTICLE, documentId: 'a1', locale: 'de' },
  { uid: PAGE, documentId: 'p2', locale: null },
  { uid: ARTICLE, documentId: 'same', locale: 'de' },
].map((record, at) => ({ ...record, score: 4 - at, highlight: null, parts: {} }));

/** Search over those hits. Articles have locales, pages have none. */
const open = () => {
  const requests: SearchRequest[] = [];
  const scopes: Scope[] = [];
  const searcher = {
    ...{ generation: 'g', records: HITS.length },
    async search(request: SearchRequest) {
      requests.push(request);
      const uids = request.within?.map(({ uid }) => uid);
      const hits = HITS.filter(({ uid }) => uids?.includes(uid));
      return {
        hits: hits.slice(0, request.k),
        total: hits.length,
        exhausted: request.k >= hits.length,
        minScore: null,
      };
    },
  };
  const records = {
    check: async (_: string, query: object) => query,
    localeFor: async (uid: string, wanted = 'en') => (uid === ARTICLE ? wanted : undefined),
    count: async () => 1,
    list: async () => ['a1'],
    passing: async (documents: DocumentRef[]) => new Set(documents.map(documentKey)),
    async hydrate(documents: DocumentRef[], scope: Scope) {
      scopes.push(scope);
      return new Map(
        documents.map((one) => [documentKey(one), { documentId: one.documentId, title: documentKey(one) }])
      );
    },
    sanitize: jest.fn(async (uid: string, found: Document[]) =>
      found.map((document) => ({ ...document, seenAs: uid }))
    ),
  };
  const search = createSearch({
    steering: { for: async () => null },
    weights: () => ({ words: 1, fields: {} }),
    ...{ settings: settingsSchema.parse({}).search, types: TYPES, records },
    ...{
      traffic: { queries: 0, failed: 0 },
      metrics: { answered() {} },
      driftLevel: { current: null },
      log: { warn: () => {} },
    },
    freshValues: { bring: () => 'behind' },
    admission: openAdmission(),
    live: { use: (task: (one: typeof searcher) => unknown) => task(searcher) },
  } as never);
  const ask = (query: object) => search.query({ query: { q: 'x', ...query }, auth: null });
  return { ask, search, requests, scopes, records };
};

describe('an answer with hits of several content types', () => {
  it('has them in one ranking, each as its own content type shows it', async () => {
    const { ask, records } = open();
    const { data, meta } = await ask({});
    expect(data.map(({ contentType, title }) => [contentType, title])).toEqual(
      HITS.map((hit) => [hit.uid, documentKey(hit)])
    );
    expect(data.every(({ contentType, seenAs }) => contentType === seenAs)).toBe(true);
    expect(records.sanitize).toHaveBeenCalledTimes(TYPES.length);
    expect(meta.pagination.total).toBe(HITS.length);
  });

  it('is about every content type in the locale that it has', async () => {
    const { ask, requests } = open();
    await ask({ locale: 'de' });
    await ask({});
    expect(requests.map(({ within }) => within)).toEqual([
      [{ uid: ARTICLE, locale: 'de' }, { uid: PAGE }],
      [{ uid: ARTICLE, locale: 'en' }, { uid: PAGE }],
    ]);
  });

  it('is about one alone with type=', async () => {
    const { ask, requests } = open();
    const { data } = await ask({ type: 'page' });
    expect(data.map(({ contentType }) => contentType)).toEqual([PAGE, PAGE]);
    expect(requests[0].within).toEqual([{ uid: PAGE }]);
  });

  it('asks of each content type what the request says of it', async () => {
    const { ask, requests, scopes } = open();
    await ask({ filters: { article: { title: 'x' } }, fields: { page: ['title'] }, populate: '*' });
    expect(requests[0].within).toEqual([{ uid: ARTICLE, locale: 'en', only: ['a1'] }, { uid: PAGE }]);
    expect(scopes[0].types).toEqual([
      { uid: ARTICLE, locale: 'en', filters: { title: 'x' }, populate: '*' },
      { uid: PAGE, fields: ['title'], populate: '*' },
    ]);
  });

  it('refuses filters that are nested too deeply below their content type', async () => {
    const deep = JSON.parse('{"$and":'.repeat(9) + '1' + '}'.repeat(9));
    await expect(open().ask({ filters: { page: deep } })).rejects.toMatchObject({
      code: 'INVALID_REQUEST',
      message: 'filters can be nested at most 8 levels deep.',
    });
  });
});

describe('records like a given one', () => {
  it.each([
    [{ type: 'page', locale: 'de' }, 'de'],
    [{ type: 'page' }, 'en'],
  ])('are found in other content types, by its own locale: %j', async (query, locale) => {
    const { search, requests } = open();
    await search.similar('a1', { query, auth: null });
    expect(requests[0]).toMatchObject({
      wanted: { like: { documentId: 'a1', locale } },
      within: [{ uid: PAGE }],
    });
  });
});
