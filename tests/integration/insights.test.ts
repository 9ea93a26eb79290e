import type {
  Insights,
  InsightsOn,
  ListInsightQueriesResponse,
} from '../../src/plugins/index-rebuild/shared/contracts';
import { DATABASES, type TestDatabase } from '../support/databases';
import { WITHOUT_PASSAGES } from '../support/expert-source';
import { sampleExperts } from '../support/sample-experts';
import { temporaryFolder, TestApp } from '../support/test-app';
import { until } from '../support/until';

const INSIGHTS = 'plugin::index-rebuild.insights';
const TABLES = ['index_rebuild_insight_days', 'index_rebuild_insight_queries'];

const settings = (insights: unknown, more: object = {}) => ({
  INDEX_REBUILD_SETTINGS: JSON.stringify({ ...WITHOUT_PASSAGES, insights, ...more }),
});

const overview = async (app: TestApp, days = 7): Promise<Insights> =>
  (await app.request<{ data: Insights }>('GET', `/index-rebuild/insights?days=${days}`)).body.data;

const overviewOn = async (app: TestApp, days?: number): Promise<InsightsOn> => {
  const insights = await overview(app, days);
  if (!insights.enabled) throw new Error('Insights are off.');
  return insights;
};

const queries = async (app: TestApp, parameters = '?days=7'): Promise<ListInsightQueriesResponse> =>
  (await app.request<ListInsightQueriesResponse>('GET', `/index-rebuild/insights/queries${parameters}`)).body;

/** Waits until so many searches of all processes are written. */
const written = (app: TestApp, searches: number): Promise<InsightsOn> =>
  until(`${searches} searches in the insights`, async () => {
    const insights = await overviewOn(app);
    if (insights.totals.searches > searches) throw new Error(`${insights.totals.searches} are counted`);
    return insights.totals.searches === searches && insights;
  });

const rowsOf = async (app: TestApp, table: string): Promise<Record<string, unknown>[]> => {
  const answer = await app.call<{ rows?: Record<string, unknown>[] } & Record<string, unknown>[]>('sql', {
    statement: `SELECT * FROM ${table}`,
  });
  return answer.rows ?? answer;
};

const erase = (app: TestApp) => app.request('DELETE', '/index-rebuild/insights');

/** The day so many days ago, in UTC. */
const daysAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);

const insertOldQuery = (app: TestApp, day: string) =>
  app.call('sql', {
    statement: `INSERT INTO index_rebuild_insight_queries (day, locale, query, searches, hits, no_hits, weak_hits) VALUES ('${day}', 'en', 'old news', 50, 50, 0, 0)`,
  });

describe.each(DATABASES)('insights on $database', ({ open }) => {
  const folder = temporaryFolder();
  let database: TestDatabase;
  let app: TestApp;
  /** Another process on the same database and folder. */
  let other: TestApp;

  const start = () =>
    TestApp.start({ folder, env: { ...database.env, ...settings({ retentionDays: 10, minCount: 2 }) } });

  beforeAll(async () => {
    database = await open();
    app = await start();
    await app.call('grantSearchToPublic');
    for (const action of ['suggest', 'explain'])
      await app.call('grantToPublic', { action: `plugin::index-rebuild.search.${action}` });
    await app.createExperts(sampleExperts(20));
    await app.rebuild();
    other = await start();
    await until('the other searcher', async () => (await other.status()).searchAvailable);
  });

  afterEach(() => erase(app));

  afterAll(async () => {
    await other?.stop();
    await app?.remove();
    await database?.close();
  });

  it('has no insights before anybody searched', async () => {
    expect(await overviewOn(app)).toMatchObject({ stored: false, minCount: 2, retentionDays: 10 });
    expect((await overviewOn(app)).totals).toMatchObject({ searches: 0, p50Ms: null });
  });

  it('counts first pages of both processes, under one form of the query', async () => {
    for (const query of ['Gardening  TIPS', 'gardening tips']) await app.search(query);
    await other.search('ＧＡＲＤＥＮＩＮＧ tips', '&pagination[page]=1');
    await app.search('gardening tips', '&pagination[page]=2&pagination[pageSize]=1');
    await app.search('gardening tips', '&pagination[start]=1&pagination[limit]=1');
    await app.search('gardening tips', '&explain=true');
    await app.request('GET', '/api/search/explain?q=gardening', { token: null });
    await app.request('GET', '/api/search/suggest?q=gard', { token: null });
    await app.search('');
    await app.search('xxxxqqzz', '&minScore=0.99');
    const { totals, days } = await written(app, 4);
    expect(totals).toMatchObject({ noHits: 1, refused: 0 });
    expect(totals.p95Ms).toBeGreaterThanOrEqual(totals.p50Ms as number);
    expect(days).toHaveLength(7);
    expect(days[6]).toMatchObject({ day: daysAgo(0), searches: 4 });
    const { data, meta } = await queries(app);
    // What nobody repeated is not shown.
    expect(data).toEqual([
      {
        ...{ query: 'gardening tips', locale: 'en', searches: 3, noHits: 0, weakHits: expect.any(Number) },
        ...{ hits: expect.any(Number), lastDay: daysAgo(0) },
        decided: { rule: false, synonym: false, golden: false },
      },
    ]);
    expect(meta).toEqual({ enabled: true, pagination: { page: 1, pageSize: 10, pageCount: 1, total: 1 } });
    expect(await queries(other)).toEqual(await queries(app));
  });

  it('shows what is searched in vain: without hits, or with hits that barely fit', async () => {
    for (const side of [app, other])
      for (const query of ['qqxxzzkk', 'gardening', 'coral reefs']) await side.search(query);
    const { totals } = await written(app, 6);
    expect(totals).toMatchObject({ noHits: 2, weakHits: 2 });
    // Among the sample's experts is nobody for gardens, but somebody for reefs.
    expect((await queries(app, '?list=gaps')).data).toMatchObject([
      { query: 'gardening', searches: 2, noHits: 0, weakHits: 2 },
      { query: 'qqxxzzkk', searches: 2, hits: 0, noHits: 2, weakHits: 0 },
    ]);
  });

  it('stores numbers alone of a query that looks personal, and nothing about who searched', async () => {
    await app.search('ada.lovelace@example.com');
    await app.search('call 0664 123 45 67');
    await app.search('gardening', '&filters[location][$eq]=Lima');
    await written(app, 3);
    const [days, stored] = await Promise.all(TABLES.map((table) => rowsOf(app, table)));
    expect(stored.map(({ query }) => query)).toEqual(['gardening']);
    expect(Object.keys(stored[0]).sort()).toEqual(
      ['day', 'hits', 'locale', 'no_hits', 'query', 'searches', 'weak_hits'].sort()
    );
    expect(Object.keys(days[0]).sort()).toEqual(['count', 'day', 'measure']);
    expect(JSON.stringify([days, stored])).not.toMatch(/ada|lima|664/i);
  });

  it('removes old days at a start, and does not show them before', async () => {
    for (const days of [9, 10, 400]) await insertOldQuery(app, daysAgo(days));
    expect((await queries(app, '?days=90')).data).toMatchObject([{ query: 'old news', searches: 50 }]);
    await other.stop();
    other = await start();
    await until('the retention', async () => (await rowsOf(app, TABLES[1])).length === 1);
    expect(await rowsOf(app, TABLES[1])).toMatchObject([{ day: daysAgo(9) }]);
  });

  it('writes what is counted when a process shuts down', async () => {
    await until('the other searcher', async () => (await other.status()).searchAvailable);
    await other.search('gardening');
    await other.stop();
    expect((await overviewOn(app)).totals.searches).toBe(1);
    other = await start();
  });

  it('goes on answering when counts cannot be written, says so once, and counts again later', async () => {
    const [days] = TABLES;
    await app.call('sql', { statement: `ALTER TABLE ${days} RENAME TO gone` });
    const warnings = () => app.log.match(/insights could not be written/g)?.length ?? 0;
    const before = warnings();
    expect((await app.search('gardening')).status).toBe(200);
    await until('the warning', () => warnings() === before + 1);
    expect((await app.search('gardening')).status).toBe(200);
    await app.call('writeInsights');
    expect(warnings()).toBe(before + 1);
    await app.call('sql', { statement: `ALTER TABLE gone RENAME TO ${days}` });
    await app.search('gardening');
    await written(app, 1);
  });

  it('erases everything, what is not written yet included', async () => {
    await app.search('gardening');
    await written(app, 1);
    await app.search('gardening');
    expect((await erase(app)).body).toEqual({ data: { stored: false } });
    await app.search('gardening');
    await written(app, 1);
    expect((await overviewOn(app)).stored).toBe(true);
  });

  it('answers only to those who may see insights', async () => {
    const reader = await app.signInAs('reader', [
      'plugin::index-rebuild.read',
      'plugin::index-rebuild.rebuild',
    ]);
    const analyst = await app.signInAs('analyst', [INSIGHTS]);
    const requests = [
      ['GET', '/index-rebuild/insights'],
      ['GET', '/index-rebuild/insights/queries'],
      ['DELETE', '/index-rebuild/insights'],
    ] as const;
    for (const [method, url] of requests) {
      expect((await app.request(method, url, { token: null })).status).toBe(401);
      expect((await app.request(method, url, { token: reader })).status).toBe(403);
      expect((await app.request(method, url, { token: analyst })).status).toBe(200);
    }
  });

  it.each(['days=8', 'days=x', 'list=all', 'page=0', 'pageSize=101'])('refuses %s', async (parameter) => {
    const { status } = await app.request('GET', `/index-rebuild/insights/queries?${parameter}`);
    expect(status).toBe(400);
  });
});

describe('insights with other settings', () => {
  let app: TestApp;

  afterEach(() => app?.remove());

  it('store nothing unless they are turned on, and what is left can be seen and erased', async () => {
    app = await TestApp.start({ env: { INDEX_REBUILD_SETTINGS: JSON.stringify(WITHOUT_PASSAGES) } });
    await app.call('grantSearchToPublic');
    await app.createExperts(sampleExperts(20));
    await app.rebuild();
    expect((await app.search('gardening')).status).toBe(200);
    expect(await overview(app)).toEqual({ enabled: false, stored: false });
    expect(await queries(app)).toMatchObject({ data: [], meta: { enabled: false } });
    const { folder } = app;
    await app.stop();
    // Nothing was written at the shutdown either.
    app = await TestApp.start({ folder, env: { INDEX_REBUILD_SETTINGS: JSON.stringify(WITHOUT_PASSAGES) } });
    for (const table of TABLES) expect(await rowsOf(app, table)).toEqual([]);
    await insertOldQuery(app, daysAgo(3));
    expect(await overview(app)).toEqual({ enabled: false, stored: true });
    await erase(app);
    expect(await overview(app)).toEqual({ enabled: false, stored: false });
  });

  it('count refusals', async () => {
    const rateLimit = { requests: 3, seconds: 3_600 };
    app = await TestApp.start({ env: settings({}, { search: { rateLimit } }) });
    await app.call('grantSearchToPublic');
    const statuses = [];
    for (let at = 0; at < 5; at += 1) statuses.push((await app.search('gardening')).status);
    // There is no index yet: 503, and then 429.
    expect(statuses).toEqual([503, 503, 503, 429, 429]);
    await until('the refusals', async () => (await overviewOn(app)).totals.refused === 5);
    expect((await overviewOn(app)).totals.searches).toBe(0);
  });

  it.each([
    [true, 'insights'],
    [{ retentionDays: 0 }, 'insights.retentionDays'],
    [{ minCount: 0 }, 'insights.minCount'],
    [{ maxQueries: 1e9 }, 'insights.maxQueries'],
    [{ days: 3 }, 'insights'],
  ])('%j is refused at start', async (insights, key) => {
    await expect(TestApp.start({ env: settings(insights) })).rejects.toThrow(
      new RegExp(`Wrong configuration in config/plugins.ts:\\s+index-rebuild: ${key.replace('.', '\\.')}\\b`)
    );
  });
});
