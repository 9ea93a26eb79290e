import type {
  GoldenPreview,
  TryOptions,
  TryResponse,
  Weights,
} from '../../src/plugins/index-rebuild/shared/contracts';
import { sampleExperts } from '../support/sample-experts';
import { TestApp, type SearchBody } from '../support/test-app';
import { until } from '../support/until';

const UID = 'api::expert.expert';
const TRY = 'plugin::index-rebuild.try-search';
const GOLDEN = '/content-manager/collection-types/plugin::index-rebuild.golden-query';
const QUERY = 'glacier lantern';
const MODES = ['hybrid', 'semantic', 'lexical'] as const;

/** One has the query's words in the title, one in the text; each text is long enough for passages. */
const EXPERTS = [
  {
    name: 'Tilda',
    title: 'Glacier lantern keeper, glacier lantern maker',
    bio: 'Teaches apprentices how bread rises overnight. Writes about flour, yeast and old village ovens.',
  },
  {
    name: 'Theo',
    title: 'Teacher',
    bio: 'Walks each winter over a glacier with a lantern in his hand. His glacier lantern tours are for anybody.',
  },
];

type Failure = { error: { message: string; details: { code?: string } } };
type Preview = { data: GoldenPreview } & Failure;

const withWeights = (weights: object) => ({
  INDEX_REBUILD_SETTINGS: JSON.stringify({ search: { weights } }),
});

const weighed = (fields: Weights['fields'][string], words = 1): Weights => ({
  words,
  fields: { [UID]: fields },
});

describe('weights', () => {
  let app: TestApp;
  let tilda: string;
  let theo: string;

  beforeAll(async () => {
    app = await TestApp.start();
    await app.call('grantSearchToPublic');
    await app.call('grantToPublic', { action: 'plugin::index-rebuild.search.explain' });
    await app.createExperts(sampleExperts(40));
    [tilda, theo] = await app.createExperts(EXPERTS);
    expect(await app.rebuild()).toMatchObject({ status: 'completed' });
  });

  afterAll(() => app.remove());

  const ask = async (parameters = '', query = QUERY): Promise<SearchBody> => {
    const { status, body } = await app.search(query, `&explain=true${parameters}`);
    if (status !== 200) throw new Error(JSON.stringify(body));
    return body;
  };

  const idsOf = ({ data }: { data: { documentId: string }[] }) => data.map(({ documentId }) => documentId);

  const tryWith = (weights: object | string, more: Record<string, string> = {}, token?: string) =>
    app.request<TryResponse & Failure>(
      'GET',
      `/index-rebuild/try?${new URLSearchParams({
        ...{ q: QUERY, weights: typeof weights === 'string' ? weights : JSON.stringify(weights) },
        ...more,
      })}`,
      { token }
    );

  const preview = (weights: object, token?: string, from = 'try') =>
    app.request<Preview>('POST', `/index-rebuild/${from}/weights/preview`, { body: { weights }, token });

  const set = (value: object, version: number) =>
    app.request<Failure>('PUT', '/index-rebuild/settings/search.weights', { body: { value, version } });

  const restart = async (env: Record<string, string>) => {
    await app.stop();
    app = await TestApp.start({ folder: app.folder, env });
  };

  describe('that are tried', () => {
    it('change the order at once, and only of this search', async () => {
      const before = await ask('&mode=lexical');
      const first = async (fields: Weights['fields'][string]) =>
        idsOf((await tryWith(weighed(fields), { mode: 'lexical' })).body)[0];
      expect(await first({ title: 4, bio: 0 })).toBe(tilda);
      expect(await first({ title: 0, bio: 4 })).toBe(theo);
      expect(await ask('&mode=lexical')).toMatchObject({ data: before.data });
    });

    it('rank by meaning alone when words do not count', async () => {
      const byMeaning = await tryWith({}, { mode: 'semantic', minScore: '0' });
      const { body } = await tryWith({ words: 0 }, { minScore: '0' });
      expect(idsOf(body)).toEqual(idsOf(byMeaning.body));
      expect(body.meta).toMatchObject({ weights: { words: 0 } });
      expect(body.data[0]).toMatchObject({ factors: { lexical: 0 } });
      expect(byMeaning.body.meta).not.toHaveProperty('weights');
    });

    it.each([
      [{ words: 5 }, 'weights.words'],
      [{ words: -1 }, 'weights.words'],
      [weighed({ titel: 2 }), `weights.fields.${UID}.titel`],
      [{ fields: { 'api::tag.tag': { name: 2 } } }, 'weights.fields.api::tag.tag'],
      ['{', 'weights'],
    ])('are refused where they are wrong: %j', async (wrong, key) => {
      const { status, body } = await tryWith(wrong);
      expect([status, body.error.details.code]).toEqual([400, 'INVALID_REQUEST']);
      expect(body.error.message).toContain(key);
      if (typeof wrong === 'object') expect((await preview(wrong)).body.error.message).toContain(key);
    });

    it('can be of each indexed field', async () => {
      const { body } = await app.request<{ data: TryOptions }>('GET', '/index-rebuild/try/options');
      expect(body.data.weights).toEqual({ words: 1, fields: {} });
      expect(body.data.sources[0].weighable).toEqual([
        ...['name', 'title', 'organization', 'location', 'bio', 'tags'],
      ]);
    });
  });

  describe('previewed on golden queries', () => {
    beforeAll(async () => {
      for (const [query, targetIds] of [
        [QUERY, tilda],
        ['butter and croissants', tilda],
      ]) {
        const body = { query, contentType: UID, targetIds, first: 1 };
        expect((await app.request('POST', GOLDEN, { body })).status).toBe(201);
      }
    });

    it('say which would be answered better or worse, and change nothing', async () => {
      const [better, worse, same] = [
        (await preview(weighed({ title: 4, bio: 0 }))).body.data,
        (await preview(weighed({ title: 0, bio: 4 }, 4))).body.data,
        (await preview({})).body.data,
      ];
      expect(same).toMatchObject({ better: 0, worse: 0, same: 2 });
      expect(same.queries.map(({ moved }) => moved)).toEqual([0, 0]);
      const of = ({ queries }: GoldenPreview) => queries.find(({ query }) => query === QUERY);
      expect(of(better)).toMatchObject({ after: [1], before: of(same)?.before });
      expect(of(worse)?.after[0]).toBeGreaterThan(1);
      expect((await ask()).meta).not.toHaveProperty('weights');
    });

    it('need a permission', async () => {
      expect((await preview({}, '')).status).toBe(401);
      const reader = await app.signInAs('reader', ['plugin::index-rebuild.read']);
      expect((await preview({}, reader)).status).toBe(403);
      const trying = await app.signInAs('trying', [TRY]);
      expect((await preview({}, trying)).status).toBe(200);
      expect((await preview({}, trying, 'settings')).status).toBe(403);
      const changing = await app.signInAs('changing', ['plugin::index-rebuild.settings.update']);
      expect((await preview({}, changing)).status).toBe(403);
      expect((await preview({}, changing, 'settings')).status).toBe(200);
    });

    it('never tell of a record that is not published', async () => {
      const placeOfTilda = async (): Promise<number> => {
        const { body } = await preview(weighed({ title: 0, bio: 4 }, 4));
        return body.data.queries.find(({ query }) => query === QUERY)?.after[0] as number;
      };
      // Theo stands before her as long as he is published.
      const behind = await placeOfTilda();
      await app.call('document', { action: 'unpublish', documentId: theo });
      expect(await placeOfTilda()).toBe(behind - 1);
      for (const mode of MODES) {
        const tried = await tryWith(weighed({ title: 0, bio: 4 }, 4), { mode, minScore: '0' });
        expect(idsOf(tried.body)).not.toContain(theo);
      }
      await app.call('document', { action: 'publish', documentId: theo });
    });
  });

  describe('that an administrator sets', () => {
    it('hold at once, for golden queries as well, until they are taken back', async () => {
      const before = idsOf(await ask('&mode=lexical'));
      expect((await set(weighed({ title: 0, bio: 4 }, 4), 0)).status).toBe(200);
      const { data, meta } = await ask('&mode=lexical');
      expect(idsOf({ data })[0]).toBe(theo);
      expect(meta.weights).toEqual({ words: 4, fields: { [UID]: { title: 0, bio: 4 } } });
      // What is previewed is compared with them.
      const { body } = await preview(weighed({ title: 4, bio: 0 }), undefined, 'settings');
      const glacier = body.data.queries.find(({ query }) => query === QUERY);
      expect(glacier).toMatchObject({ after: [1], verdict: 'better' });
      const reset = await app.request('POST', '/index-rebuild/settings/search.weights/reset', {
        body: { version: 1 },
      });
      expect(reset.status).toBe(200);
      expect(idsOf(await ask('&mode=lexical'))).toEqual(before);
    });

    it.each([
      [weighed({ titel: 2 }), ['fields', UID, 'titel'], 'unknown'],
      [{ words: 5 }, ['words'], 'max'],
    ])('are refused where they are wrong: %j', async (wrong, path, reason) => {
      const { status, body } = await set(wrong, 2);
      expect([status, body.error.details.code]).toEqual([400, 'SETTINGS_INVALID']);
      expect(body.error.details).toMatchObject({ errors: [{ path, reason }] });
    });
  });

  describe('that are configured', () => {
    it('hold without a rebuild, in every page, and are explained', async () => {
      const before = await ask('&minScore=0&facets=location');
      const inLexical = idsOf(await ask('&mode=lexical'));
      await restart(withWeights(weighed({ title: 4, bio: 0, name: 0.5 }, 2)));
      const after = await ask('&minScore=0&facets=location');
      expect(after.meta).toMatchObject({
        ...{ generation: before.meta.generation, facets: before.meta.facets },
        weights: { words: 2, fields: { [UID]: { title: 4, bio: 0, name: 0.5 } } },
      });
      expect(after.meta.pagination).toEqual(before.meta.pagination);
      expect(after.data[0].explain).toMatchObject({ factors: { lexical: 2, passage: 0, name: 0.5 } });
      expect(idsOf(await ask('&mode=lexical'))[0]).toBe(tilda);
      expect(idsOf(await ask('&mode=lexical')).sort()).toEqual(inLexical.sort());
      const pages: string[] = [];
      for (let page = 1; page <= 5; page += 1)
        pages.push(...idsOf(await ask(`&minScore=0&pagination[pageSize]=10&pagination[page]=${page}`)));
      expect(pages).toEqual(idsOf(await ask('&minScore=0&pagination[pageSize]=100')));
      expect(new Set(pages).size).toBe(42);
    });

    it('survive a rebuild, count for golden queries, and hold for records beside the index', async () => {
      const run = await app.rebuild();
      expect(run).toMatchObject({ status: 'completed', golden: { queries: 2 } });
      const [late] = await app.createExperts([
        { ...EXPERTS[0], name: 'Lena', title: 'Glacier lantern, glacier lantern, glacier lantern' },
      ]);
      await until('her', async () => idsOf(await ask('&mode=lexical')).includes(late));
      const { data, meta } = await ask('&mode=lexical');
      expect(meta.weights).toMatchObject({ words: 2 });
      expect(idsOf({ data }).slice(0, 2).sort()).toEqual([late, tilda].sort());
    });

    it('do not show without explain', async () => {
      expect((await app.search(QUERY)).body.meta).not.toHaveProperty('weights');
    });

    it('that are wrong keep Strapi from starting, and are named', async () => {
      await app.stop();
      for (const [weights, key] of [
        [{ words: 9 }, 'search.weights.words'],
        [weighed({ biography: 2 }), `search.weights.fields.${UID}.biography`],
      ] as const)
        await expect(TestApp.start({ folder: app.folder, env: withWeights(weights) })).rejects.toThrow(key);
    });
  });
});
