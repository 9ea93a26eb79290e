import { rmSync } from 'node:fs';

import { DATABASES, type TestDatabase } from '../support/databases';
import { addEveryField, ARTICLE, AUTHOR, PAGE } from '../support/every-field';
import { OwnApplication } from '../support/own-application';
import { randomFilter, randomValues } from '../support/random-filters';
import { temporaryFolder, TestApp, type SearchBody } from '../support/test-app';
import { until } from '../support/until';
import { randomFor } from '../../scripts/experts/random.mjs';

const ARTICLES = 120;
const FILTERABLE = [
  ...['title', 'contact', 'category', 'pages', 'rating', 'price', 'featured', 'day', 'startsAt', 'topics'],
  ...['views', 'author.name'],
];
const SETTINGS = {
  sources: [
    {
      uid: ARTICLE,
      displayName: 'title',
      template: '{summary}\n{title}',
      passages: null,
      filterable: FILTERABLE,
    },
    { uid: PAGE, displayName: 'title', template: '{title}' },
  ],
  tags: null,
  guards: { minShare: 0 },
  // Comparisons are asked for: what no hook sees must stay unseen until then.
  drift: { check: null },
};

type Row = Record<string, unknown> & { documentId: string };
type Facet = { value: string | number | boolean; count: number };
type Facets = Record<string, Facet[]>;

/** `filters[a][$in][0]=x`, as a URL has it. */
const urlOf = (name: string, value: unknown): string =>
  typeof value === 'object' && value !== null
    ? Object.entries(value)
        .map(([key, inner]) => urlOf(`${name}[${key}]`, inner))
        .join('')
    : `&${name}=${encodeURIComponent(String(value))}`;

const sorted = (ids: readonly string[]): string[] => [...ids].sort();

/** How many rows have each value; empty ones do not count. */
const tally = (rows: readonly Row[], valueOf: (row: Row) => unknown): Facet[] => {
  const counts = new Map<Facet['value'], number>();
  for (const row of rows) {
    const values = new Set([valueOf(row)].flat().filter((one) => one !== null && one !== undefined));
    for (const value of values as Set<string>) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  counts.delete('');
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
};

/** On one database with the overlay, which then has what is newer than the generation, on the other without. */
const CASES = DATABASES.map((one, at) => ({ ...one, overlay: at === 0 ? {} : (false as const) }));

describe.each(CASES)('filters and facets on $database', ({ open, overlay }) => {
  const folder = temporaryFolder();
  const random = randomFor(12, 1);
  let database: TestDatabase;
  let app: TestApp;
  /** Of a caller who may read everything. */
  let token = '';
  let ids: string[] = [];
  /** What search has. */
  let indexed = new Set<string>();
  /** What is about to be added to that. */
  let added: string[] = [];

  const document = <T = { documentId: string }>(action: string, params: object, uid = ARTICLE): Promise<T> =>
    app.call('document', { uid, action, ...params });

  const create = async (data: object, uid = ARTICLE): Promise<string> =>
    (await document('create', { data, status: 'published' }, uid)).documentId;

  const edit = (documentId: string, data: object): Promise<unknown> =>
    document('update', { documentId, data, status: 'published' });

  /** The published articles that pass, by the database. */
  const inDatabase = (filters: object, locale = 'en'): Promise<Row[]> =>
    document('findMany', {
      ...{ filters, locale, status: 'published', limit: 1000 },
      populate: { author: { fields: ['name'] } },
    });

  /** The same among what search has. */
  const expected = async (filters: object, locale = 'en'): Promise<Row[]> =>
    (await inDatabase(filters, locale)).filter(({ documentId }) => indexed.has(documentId));

  const ask = (parameters: string) =>
    app.request<SearchBody>('GET', `/api/search?q=balloon${parameters}`, { token });

  const searched = async (filters: object, more = ''): Promise<{ ids: string[]; facets: Facets }> => {
    const found: string[] = [];
    for (let page = 1; ; page += 1) {
      const part = `&pagination[page]=${page}&pagination[pageSize]=50`;
      const parameters = `&type=article&mode=semantic&minScore=0${urlOf('filters', filters)}${part}${more}`;
      const { status, body } = await ask(parameters);
      if (status !== 200) throw new Error(`${JSON.stringify(filters)}: ${JSON.stringify(body)}`);
      found.push(...body.data.map(({ documentId }) => documentId));
      if (body.data.length < 50)
        return { ids: found, facets: (body.meta as unknown as { facets: Facets }).facets };
    }
  };

  const sameAsDatabase = async (count: number, locale?: string): Promise<void> => {
    for (let at = 0; at < count; at += 1) {
      const filters = randomFilter(random, 2);
      const rows = await expected(filters, locale);
      const found = await searched(filters, locale ? `&locale=${locale}` : '');
      const known = found.ids.filter((id) => !added.includes(id));
      expect([filters, sorted(known)]).toEqual([filters, sorted(rows.map(({ documentId }) => documentId))]);
    }
  };

  const COUNTED: [field: string, valueOf: (row: Row) => unknown][] = [
    ...['category', 'pages', 'rating', 'featured', 'day', 'title'].map(
      (field) => [field, (row: Row) => row[field]] as [string, (row: Row) => unknown]
    ),
    ['topics', ({ topics }) => topics],
    ['author.name', ({ author }) => (author as { name?: string } | null)?.name],
  ];

  const facetsAreExact = async (filters: object): Promise<void> => {
    const rows = await expected(filters);
    const { facets } = await searched(filters, `&facets=${COUNTED.map(([field]) => field).join(',')}`);
    for (const [field, valueOf] of COUNTED)
      expect([filters, field, facets[field]]).toEqual([filters, field, tally(rows, valueOf)]);
  };

  /** Waits until what editors have changed is compared. */
  const settled = (differences: number) =>
    until('the drift', async () => {
      const drift = await app.drift();
      return drift !== null && drift.changed + drift.removed + drift.added === differences;
    });

  beforeAll(async () => {
    addEveryField(new OwnApplication(folder).folder);
    database = await open();
    const env = { ...database.env, INDEX_REBUILD_SETTINGS: JSON.stringify({ ...SETTINGS, overlay }) };
    app = await TestApp.start({ application: folder, env });
    await app.call('grantSearchToPublic');
    const made = await app.request<{ data: { accessKey: string } }>('POST', '/admin/api-tokens', {
      body: { name: 'all', description: '', type: 'full-access', lifespan: null, permissions: null },
    });
    token = made.body.data.accessKey;
    await app.call('createLocale', { code: 'de', name: 'German (de)' });
    const authors = [await create({ name: 'Ada' }, AUTHOR), await create({ name: 'Ben' }, AUTHOR)];
    for (let at = 0; at < ARTICLES; at += 1) {
      const author = random.pick([...authors, null]);
      const values = randomValues(random);
      ids.push(
        await create({ ...values, author, summary: at % 3 === 0 ? 'A crimson balloon.' : 'A balloon.' })
      );
    }
    for (const documentId of ids.slice(0, 15)) {
      const data = { title: random.pick(['Alpha', 'alpha', null]), summary: 'Ein Ballon.' };
      await document('update', { documentId, locale: 'de', data });
      await document('publish', { documentId, locale: 'de' });
    }
    for (const title of ['A page on balloons', 'Another page']) await create({ title }, PAGE);
    expect(await app.rebuild()).toMatchObject({ status: 'completed' });
    indexed = new Set(ids);
  });

  afterAll(async () => {
    await app?.remove();
    await database?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('find what the database finds', () => sameAsDatabase(80));

  it('find what it finds in another language', () => sameAsDatabase(15, 'de'));

  it('tell how many hits there are', async () => {
    const filters = { featured: { $eq: 'true' } };
    const parameters = `&type=article&mode=semantic&minScore=0${urlOf('filters', filters)}&limit=5`;
    const { body } = await app.search('balloon', parameters);
    expect(body.meta.pagination.total).toBe((await expected(filters)).length);
    expect(body.meta).not.toHaveProperty('facets');
  });

  it('refuse to count what the caller may not filter by', async () => {
    const parameters = '&type=article&facets=author.name';
    expect((await app.search('balloon', parameters)).status).toBe(400);
    expect((await ask(parameters)).status).toBe(200);
  });

  it.each([
    [{}],
    [{ category: 'news' }],
    [{ pages: { $gte: '3' }, featured: { $ne: 'true' } }],
    // Only the database knows these.
    [{ title: { $containsi: 'alph' } }],
    [{ author: { name: { $eq: 'Ada' } } }],
  ])('count the values of all hits with %j', (filters) => facetsAreExact(filters));

  it('count only hits that have one of the words, in lexical mode', async () => {
    const parameters = '&type=article&mode=lexical&facets=category&limit=100';
    const { body } = await app.search('crimson', parameters);
    const { facets } = body.meta as unknown as { facets: Facets };
    expect(facets.category).toEqual(tally(body.data, ({ category }) => category));
    expect(body.meta.pagination.total).toBe(ARTICLES / 3);
  });

  it('count those of records like one, without it', async () => {
    const path = `/api/search/similar/${ids[0]}?type=article&facets=category`;
    const { body } = await app.request<{ meta: { facets: Facets } }>('GET', path, { token: null });
    const others = (await expected({})).filter(({ documentId }) => documentId !== ids[0]);
    expect(body.meta.facets.category).toEqual(tally(others, ({ category }) => category));
  });

  it('name the content type first when several are searched', async () => {
    const { body } = await app.search('balloon', '&mode=semantic&facets[article]=category,featured');
    const rows = await expected({});
    expect((body.meta as unknown as { facets: object }).facets).toEqual({
      article: {
        category: tally(rows, ({ category }) => category),
        featured: tally(rows, ({ featured }) => featured),
      },
    });
  });

  it.each([
    ['&type=article&facets=summary', /facets cannot count "summary" of article\. Choose from: title, /],
    ['&type=article&facets=secret', /facets cannot count "secret"/],
    ['&type=page&facets=title', /facets cannot count fields of page: none of them is listed/],
    ['&facets=category', /Several content types are searched, so facets names one first/],
    ['&facets[author]=name', /"author" is none of them/],
  ])('answer 400 to %s', async (parameters, says) => {
    const { status, body } = await app.search('balloon', parameters);
    expect(status).toBe(400);
    expect(body).toMatchObject({
      error: { details: { code: 'INVALID_REQUEST' }, message: expect.stringMatching(says) },
    });
  });

  it('count what is about the query, and nothing else', async () => {
    const pageOf = (page: number) =>
      ask(`&type=article&facets=category&pagination[pageSize]=100&pagination[page]=${page}`);
    const [{ body }, second] = [await pageOf(1), await pageOf(2)];
    const { pagination, facets } = body.meta as typeof body.meta & { facets: Facets };
    const hits = [...body.data, ...second.body.data] as unknown as Row[];
    expect(hits).toHaveLength(pagination.total);
    const counts = new Map<unknown, number>();
    for (const { category } of hits)
      if (category !== null && category !== '') counts.set(category, (counts.get(category) ?? 0) + 1);
    expect(new Map(facets.category.map(({ value, count }) => [value, count]))).toEqual(counts);
    const nothing = await app.request<SearchBody>('GET', '/api/search?q=xqzv&type=article&facets=category', {
      token,
    });
    expect(nothing.body.meta).toMatchObject({ pagination: { total: 0 }, facets: { category: [] } });
  });

  describe('after edits', () => {
    it('are exact at once', async () => {
      for (const documentId of ids.slice(0, 12)) await edit(documentId, randomValues(random));
      for (const documentId of ids.slice(12, 15)) await document('unpublish', { documentId, locale: 'en' });
      for (const documentId of ids.slice(15, 17)) await document('delete', { documentId, locale: '*' });
      for (let at = 0; at < 3; at += 1)
        added.push(await create({ ...randomValues(random), summary: 'New.' }));
      await sameAsDatabase(10);
    });

    it('are exact once the edits are compared, and so are the numbers of values', async () => {
      await until('the new records', async () => (await app.drift())?.added === 3);
      if (overlay !== false) {
        await until('the overlay', async () => (await app.status()).overlay?.waiting.pending === 0);
        for (const id of added) indexed.add(id);
      }
      added = [];
      await sameAsDatabase(40);
      await sameAsDatabase(10, 'de');
      for (const filters of [{}, { category: 'news' }, { featured: { $notNull: 'true' } }])
        await facetsAreExact(filters);
    });

    it('are exact when an edit is taken back, and when a record is published again', async () => {
      const [row] = await inDatabase({ documentId: { $eq: ids[20] } });
      await edit(ids[20], { category: row.category === 'news' ? 'opinion' : 'news', pages: 99 });
      await sameAsDatabase(5);
      await edit(ids[20], { category: row.category, pages: row.pages });
      await document('publish', { documentId: ids[12], locale: 'en' });
      await sameAsDatabase(20);
      await until('the published record', async () => (await app.drift())?.removed === 4 || null);
      await facetsAreExact({});
    });

    it.each([
      ['a text with a NUL', '&filters[title][$eq]=a%00b'],
      ['a number beyond its column', '&filters[pages][$gt]=99999999999'],
    ])('are never an error of the server: %s', async (_, filters) => {
      const { status, body } = await ask(`&type=article${filters}`);
      // SQLite compares what PostgreSQL refuses.
      if (status === 200) expect(body.data).toEqual([]);
      else
        expect({ status, body }).toMatchObject({ status: 400, body: { error: { name: 'ValidationError' } } });
    });

    it('see what SQL has changed after the next comparison', async () => {
      const [{ documentId }] = await expected({ pages: { $lt: '5' } });
      const statement = 'update articles set pages = 4711 where document_id = ?';
      await app.call('sql', { statement, bindings: [documentId] });
      const filters = { pages: { $eq: '4711' } };
      // The searcher answers, not the database.
      expect((await searched(filters)).ids).toEqual([]);
      await app.request('POST', '/index-rebuild/drift/check');
      expect((await searched(filters)).ids).toEqual([documentId]);
    });

    it('are exact with a searcher that has died, and after a rebuild', async () => {
      const [before] = app.children('searcher');
      process.kill(before, 'SIGKILL');
      await until('another searcher', async () => app.children('searcher').some((pid) => pid !== before));
      await sameAsDatabase(5);
      await facetsAreExact({});
      await app.rebuild();
      ids = (await inDatabase({})).map(({ documentId }) => documentId);
      indexed = new Set(ids);
      await settled(0);
      await sameAsDatabase(20);
      await facetsAreExact({ category: { $in: ['news', 'opinion'] } });
    });
  });
});
