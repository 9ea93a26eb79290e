import { narrow, MAX_LISTED } from '../../src/plugins/index-rebuild/server/src/services/search/filters';
import type { TypeScope } from '../../src/plugins/index-rebuild/server/src/services/search/records';
import { readFacets, shownFacets } from '../../src/plugins/index-rebuild/server/src/services/search/facets';
import {
  queriesByType,
  readTypes,
  searchedTypes,
} from '../../src/plugins/index-rebuild/server/src/services/search/types';

const ARTICLE = 'api::article.article';
const PAGE = 'api::page.page';
const TYPES = searchedTypes([
  { uid: ARTICLE, singularName: 'article', filterable: ['topic', 'author.name'] },
  { uid: PAGE, singularName: 'page', filterable: [] },
]);

describe('content types of a search', () => {
  it.each([
    [undefined, [ARTICLE, PAGE]],
    ['page', [PAGE]],
    [PAGE, [PAGE]],
    ['page, article', [PAGE, ARTICLE]],
    [['page', 'page'], [PAGE]],
  ])('for type=%j are %j', (type, uids) => {
    expect(readTypes(type, TYPES).map(({ uid }) => uid)).toEqual(uids);
  });

  it.each([['author'], [''], [['page', { a: 1 }]]])('are refused for type=%j', (type) => {
    expect(() => readTypes(type, TYPES)).toThrow(/is not indexed\. Choose from: article, page\./);
  });

  it('go by their uid where a name belongs to two', () => {
    const uids = ['api::article.article', 'plugin::blog.article'];
    const types = searchedTypes(uids.map((uid) => ({ uid, singularName: 'article', filterable: [] })));
    expect(types.map(({ name }) => name)).toEqual(uids);
  });
});

describe('what a search asks of each content type', () => {
  const [article] = TYPES;

  it('is everything, if it is the only one', () => {
    const query = { filters: { title: 'x' }, fields: ['title'], populate: 'author' };
    expect(queriesByType(query, [article])).toEqual([{ uid: ARTICLE, ...query }]);
  });

  it('is what stands below its name', () => {
    const query = { filters: { article: { title: 'x' } }, fields: { [PAGE]: ['text'] }, populate: '*' };
    expect(queriesByType(query, TYPES)).toEqual([
      { uid: ARTICLE, filters: { title: 'x' }, fields: undefined, populate: '*' },
      { uid: PAGE, filters: undefined, fields: ['text'], populate: '*' },
    ]);
  });

  it.each([
    [
      { filters: { title: 'x' } },
      /filters names one first, such as filters\[article\].*"title" is none of them/,
    ],
    [{ fields: ['title'] }, /fields\[article\]/],
    [{ fields: '*' }, /fields\[article\]/],
    [{ populate: 'author' }, /populate\[article\]/],
  ])('is refused where it names none of several: %j', (query, says) => {
    expect(() => queriesByType(query as never, TYPES)).toThrow(says);
  });

  it('is refused where it names one by its name and by its uid, since one part would be lost', () => {
    const filters = { article: { title: 'x' }, [ARTICLE]: { title: 'y' } };
    expect(() => queriesByType({ filters }, TYPES)).toThrow('filters names article twice.');
  });
});

describe('narrowing a search by filters', () => {
  const scope = (articles: object | undefined, pages: object | undefined) => ({
    types: [
      { uid: ARTICLE, locale: 'en', filters: articles },
      { uid: PAGE, locale: undefined, filters: pages },
    ],
    deadline: Infinity,
  });
  const recordsWith = (counts: Record<string, number>) => ({
    count: jest.fn(async ({ uid }: TypeScope) => counts[uid]),
    list: jest.fn(async ({ uid }: TypeScope) =>
      Array.from({ length: counts[uid] }, (_, at) => `${uid} ${at}`)
    ),
  });

  it('asks the database nothing without filters', async () => {
    const records = recordsWith({});
    expect(await narrow(records, scope(undefined, undefined))).toEqual({ kind: 'none' });
    expect(records.count).not.toHaveBeenCalled();
  });

  it('lists the documents of filtered content types, and of those alone', async () => {
    const narrowed = await narrow(recordsWith({ [ARTICLE]: 2 }), scope({ a: 1 }, undefined));
    expect(narrowed).toEqual({
      kind: 'listed',
      only: new Map([[ARTICLE, [`${ARTICLE} 0`, `${ARTICLE} 1`]]]),
    });
  });

  it('does not list what nothing passes', async () => {
    const records = recordsWith({ [ARTICLE]: 0, [PAGE]: 1 });
    const narrowed = await narrow(records, scope({ a: 1 }, { b: 2 }));
    expect(narrowed).toEqual({
      kind: 'listed',
      only: new Map([
        [ARTICLE, []],
        [PAGE, [`${PAGE} 0`]],
      ]),
    });
    expect(records.list).toHaveBeenCalledTimes(1);
  });

  it('lists as many documents of a content type as may be listed', async () => {
    const records = recordsWith({ [ARTICLE]: MAX_LISTED, [PAGE]: 7 });
    expect(await narrow(records, scope({ a: 1 }, undefined))).toMatchObject({ kind: 'listed' });
  });

  it('counts all content types when very many documents of one pass', async () => {
    const records = recordsWith({ [ARTICLE]: MAX_LISTED + 1, [PAGE]: 7 });
    expect(await narrow(records, scope({ a: 1 }, undefined))).toEqual({
      kind: 'counted',
      count: MAX_LISTED + 8,
    });
    expect(records.list).not.toHaveBeenCalled();
  });
});

describe('facets', () => {
  const [article] = TYPES;

  it('are fields of the only content type, or of each by its name', () => {
    expect(readFacets(undefined, TYPES)).toBeNull();
    expect(readFacets('topic, author.name,topic', [article])).toEqual(
      new Map([[ARTICLE, ['topic', 'author.name']]])
    );
    expect(readFacets(['topic', 'author.name'], [article])?.get(ARTICLE)).toEqual(['topic', 'author.name']);
    expect(readFacets({ article: 'topic' }, TYPES)).toEqual(new Map([[ARTICLE, ['topic']]]));
  });

  it.each([
    ['', 'facets cannot count "" of article. Choose from: topic, author.name.'],
    ['topic,title', 'facets cannot count "title" of article. Choose from: topic, author.name.'],
    [{ article: 'topic' }, 'facets is a list of fields, separated by commas.'],
    [[['topic']], 'facets is a list of fields, separated by commas.'],
  ])('are refused for %j', (asked, says) => {
    expect(() => readFacets(asked, [article])).toThrow(says);
  });

  it('are refused of a content type without filterable fields', () => {
    expect(() => readFacets({ page: 'title' }, TYPES)).toThrow(
      'facets cannot count fields of page: none of them is listed as filterable.'
    );
  });

  it('are shown below the name of their content type when several are searched', () => {
    const topic = [{ value: 'craft', count: 2 }];
    expect(shownFacets({ [ARTICLE]: { topic } }, [article])).toEqual({ topic });
    expect(shownFacets({ [ARTICLE]: { topic } }, TYPES)).toEqual({ article: { topic } });
  });
});
