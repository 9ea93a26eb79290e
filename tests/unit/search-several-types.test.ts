import { randomFor } from '../../scripts/experts/random.mjs';
import { documentKey, type DocumentRef } from '../../src/plugins/index-rebuild/server/src/domain/record';
import type { Hit, Searcher, SearchRequest } from '../../src/plugins/index-rebuild/server/src/ports/searcher';
import { MAX_LISTED } from '../../src/plugins/index-rebuild/server/src/services/search/filters';
import { findPage } from '../../src/plugins/index-rebuild/server/src/services/search/find-page';
import {
  withinOf,
  type Document,
  type Records,
  type Scope,
  type TypeScope,
} from '../../src/plugins/index-rebuild/server/src/services/search/records';

const ARTICLE = 'api::article.article';
const PAGE = 'api::page.page';
const TOTAL = 6_000;

const random = randomFor(11, 1);

/** A ranking in which articles, which have locales, and pages, which have none, take turns at random. */
const RANKED: Hit[] = Array.from({ length: TOTAL }, (_, at) => {
  const isArticle = random.pick([true, false]);
  return {
    ...{ uid: isArticle ? ARTICLE : PAGE, locale: isArticle ? 'en' : null, documentId: `d${at}` },
    ...{ score: -at, highlight: null, parts: { whole: 0, passage: 0, lexical: 0, name: 0 } },
  };
});

const placeOf = ({ documentId }: Pick<DocumentRef, 'documentId'>): number => Number(documentId.slice(1));

type Filter = (at: number) => boolean;

/** Filters by content type, as the database understands them; what is not named is not filtered. */
type Filters = Record<string, Filter | undefined>;

const openSearcher = () => {
  const search = jest.fn(async ({ k, within = [] }: SearchRequest) => {
    const only = new Map(within.map((part) => [part.uid, part.only && new Set(part.only)]));
    const ranked = RANKED.filter(
      ({ uid, documentId }) => only.has(uid) && (only.get(uid)?.has(documentId) ?? true)
    );
    return { hits: ranked.slice(0, k), total: ranked.length, exhausted: k >= ranked.length, minScore: null };
  });
  return { search, records: TOTAL, generation: 'g' } as unknown as Searcher & { search: typeof search };
};

const openDatabase = (filters: Filters, isPublished: Filter) => {
  const isFound = (document: DocumentRef): boolean =>
    isPublished(placeOf(document)) && (filters[document.uid]?.(placeOf(document)) ?? true);
  const ofType = ({ uid }: TypeScope) => RANKED.filter((hit) => hit.uid === uid && isFound(hit));
  const passing = jest.fn(
    async (documents: readonly DocumentRef[]) => new Set(documents.filter(isFound).map(documentKey))
  );
  const records = {
    passing,
    count: async (type: TypeScope) => ofType(type).length,
    list: async (type: TypeScope) => ofType(type).map(({ documentId }) => documentId),
    hydrate: async (documents: readonly DocumentRef[]) =>
      new Map(documents.filter(isFound).map((one) => [documentKey(one), { ...one } as Document])),
  };
  return { isFound, passing, records: records as unknown as Records };
};

const scopeOf = (filters: Filters): Scope => ({
  types: [
    { uid: ARTICLE, locale: 'en', filters: filters[ARTICLE] },
    { uid: PAGE, locale: undefined, filters: filters[PAGE] },
  ],
  deadline: Infinity,
});

const LIMIT = 10;

const ask = async (filters: Filters, start: number, isPublished: Filter = () => true) => {
  const searcher = openSearcher();
  const { isFound, passing, records } = openDatabase(filters, isPublished);
  const { found, total } = await findPage(searcher, records, {
    ...{ wanted: { text: 'x' }, mode: 'semantic', minScore: 0, start, limit: LIMIT, maxHits: 1000 },
    ...{ scope: scopeOf(filters), steering: null, deadline: Infinity },
  });
  const expected = RANKED.filter(isFound).map(documentKey);
  const asked = searcher.search.mock.calls.map(([{ within = [] }]) => within);
  const checked = passing.mock.calls.flatMap(([documents]) => documents);
  return { keys: found.map(([, hit]) => documentKey(hit)), found, total, expected, asked, checked };
};

const none = () => false;
const few: Filter = (at) => at % 50 === 3;
const worst: Filter = (at) => at > TOTAL - 900;
const many: Filter = (at) => at % 10 !== 0;

describe('a page of hits of two content types', () => {
  const CASES: [string, Filters][] = [
    ['neither is filtered', {}],
    ['few articles and all pages pass', { [ARTICLE]: few }],
    ['all articles and the worst pages pass', { [PAGE]: worst }],
    ['few of each pass', { [ARTICLE]: few, [PAGE]: worst }],
    ['no article and all pages pass', { [ARTICLE]: none }],
    ['nothing passes', { [ARTICLE]: none, [PAGE]: none }],
    ['too many articles to list and all pages pass', { [ARTICLE]: many }],
    ['too many articles to list and few pages pass', { [ARTICLE]: many, [PAGE]: few }],
  ];

  it('has as many of one as are not listed', () => {
    expect(RANKED.filter((hit) => hit.uid === ARTICLE && many(placeOf(hit))).length).toBeGreaterThan(
      MAX_LISTED
    );
  });

  it.each(CASES)('is exact when %s', async (_, filters) => {
    for (const start of [0, LIMIT, 130]) {
      const { keys, total, expected } = await ask(filters, start);
      expect(keys).toEqual(expected.slice(start, start + LIMIT));
      expect(total).toBe(expected.length);
    }
  });

  it.each(CASES)('leaves out what was unpublished since when %s', async (_, filters) => {
    for (const start of [0, LIMIT, 130]) {
      const { keys, expected } = await ask(filters, start, (at) => at % 7 !== 0);
      expect(keys).toEqual(expected.slice(start, start + LIMIT));
    }
  });

  it('gives every hit the record of its own content type', async () => {
    const { found } = await ask({ [ARTICLE]: few }, LIMIT);
    for (const [document, { uid, documentId }] of found) expect(document).toMatchObject({ uid, documentId });
  });

  it('ranks the listed documents of one and all of the other', async () => {
    const { asked, expected } = await ask({ [ARTICLE]: few }, 0);
    const articles = expected.filter((key) => key.startsWith(ARTICLE)).map((key) => key.split(':').at(-1));
    expect(asked[0]).toEqual([{ uid: ARTICLE, locale: 'en', only: articles }, { uid: PAGE }]);
  });

  it('asks the database again about those alone that it has not listed', async () => {
    const { checked } = await ask({ [ARTICLE]: few }, LIMIT);
    expect(new Set(checked.map(({ uid }) => uid))).toEqual(new Set([PAGE]));
    expect((await ask({ [ARTICLE]: few, [PAGE]: few }, LIMIT)).checked).toEqual([]);
  });
});

describe('a scope as the searcher knows it', () => {
  it.each<[string, Map<string, string[]> | undefined, object[]]>([
    ['names whole content types', undefined, [{ uid: ARTICLE, locale: 'en' }, { uid: PAGE }]],
    [
      'keeps an empty list apart from none',
      new Map([[PAGE, []]]),
      [
        { uid: ARTICLE, locale: 'en' },
        { uid: PAGE, only: [] },
      ],
    ],
  ])('%s', (_, only, expected) => {
    expect(withinOf(scopeOf({}), only)).toStrictEqual(expected);
  });
});
