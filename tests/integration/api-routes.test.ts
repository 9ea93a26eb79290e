import type {
  ApiRun,
  ApiRunResponse,
  ApiStatusResponse,
} from '../../src/plugins/index-rebuild/shared/contracts';
import { Failpoints } from '../support/failpoints';
import { sampleExperts } from '../support/sample-experts';
import { temporaryFolder, TestApp } from '../support/test-app';
import { until } from '../support/until';

type Failure = { error: { status: number; message: string; details: Record<string, unknown> } };
type Permissions = Record<string, { controllers: Record<string, string[]> }>;
type RolePermissions = { permissions: Record<string, { controllers: Record<string, object> }> };

const PERMISSION = 'plugin::index-rebuild';
const RUNS = '/api/index-rebuild/runs';
const STATUS = '/api/index-rebuild/status';
const REBUILD = { kind: 'rebuild' };

describe('the REST routes', () => {
  const folder = temporaryFolder();
  const failpoints = new Failpoints(folder);
  let app: TestApp;
  let ids: string[];
  let fullAccess: string;
  let firstRun: string;

  const schedule = { rebuild: '0 3 * * *', timeZone: 'UTC' };
  const start = (api?: object): Promise<TestApp> =>
    TestApp.start({
      folder,
      env: {
        ...failpoints.env,
        INDEX_REBUILD_SETTINGS: JSON.stringify({ tags: null, schedule, ...(api && { api }) }),
      },
    });

  const createToken = async (name: string, type: string, permissions?: string[]): Promise<string> => {
    const body = { name, type, lifespan: null, ...(permissions && { permissions }) };
    const answer = await app.request<{ data: { accessKey: string } }>('POST', '/admin/api-tokens', { body });
    if (answer.status !== 201) throw new Error(`No token: ${JSON.stringify(answer.body)}`);
    return answer.body.data.accessKey;
  };

  const statusOf = async (method: string, url: string, token: string | null): Promise<number> =>
    (await app.request(method, url, { token, ...(method === 'POST' && { body: REBUILD }) })).status;

  const readRun = async (id: string, token: string | null): Promise<ApiRun> =>
    (await app.request<ApiRunResponse>('GET', `${RUNS}/${id}`, { token })).body.data;

  const readStatus = async (token: string): Promise<ApiStatusResponse['data']> =>
    (await app.request<ApiStatusResponse>('GET', STATUS, { token })).body.data;

  beforeAll(async () => {
    app = await start();
    ids = await app.createExperts(sampleExperts(12));
    fullAccess = await createToken('Deploy pipeline', 'full-access');
  });

  afterAll(() => app.remove());

  it.each([
    ['GET', '/api/search?q=coral'],
    ['GET', '/api/search/explain?q=coral'],
    ['GET', '/api/search/similar/some-id'],
    ['GET', '/api/search/suggest?q=reef'],
    ['GET', STATUS],
    ['GET', '/api/index-rebuild/metrics'],
    ['GET', `${RUNS}/some-id`],
    ['POST', RUNS],
  ])('answers 403 to %s %s until somebody grants it', async (method, url) => {
    expect(await statusOf(method, url, null)).toBe(403);
  });

  it('appear under the plugin’s name among the permissions of API tokens and of roles', async () => {
    const expected = {
      search: ['find', 'similar', 'suggest', 'explain'],
      // Anyone may ask for health; Strapi lists every route's action.
      health: ['find'],
      metrics: ['find'],
      runs: ['start', 'findOne'],
      status: ['find'],
    };
    const ofTokens = await app.request<{ data: Permissions }>('GET', '/admin/content-api/permissions');
    expect(ofTokens.body.data[PERMISSION].controllers).toEqual(expected);
    const ofRoles = await app.request<RolePermissions>('GET', '/users-permissions/permissions');
    const { controllers } = ofRoles.body.permissions[PERMISSION];
    const names = Object.entries(controllers).map(([name, actions]) => [name, Object.keys(actions)]);
    expect(Object.fromEntries(names)).toEqual(expected);
  });

  it('let a pipeline start a rebuild and follow it to its end', async () => {
    expect(await readStatus(fullAccess)).toMatchObject({ status: 'idle', searchAvailable: false, run: null });
    failpoints.set('embed');
    const started = await app.request<ApiRunResponse>('POST', RUNS, { token: fullAccess, body: REBUILD });
    expect(started.status).toBe(202);
    firstRun = started.body.data.id;
    expect(started.body.data).toMatchObject({ kind: 'rebuild', status: 'queued', trigger: 'api' });
    await until('the embed stage', async () => (await readRun(firstRun, fullAccess)).stage === 'embed');

    const second = await app.request<Failure>('POST', RUNS, { token: fullAccess, body: REBUILD });
    expect(second.status).toBe(409);
    expect(second.body.error.details).toEqual({ code: 'RUN_IN_PROGRESS', run: firstRun });
    const during = await readStatus(fullAccess);
    expect(during.run).toEqual({ id: firstRun, kind: 'rebuild', status: 'running' });

    failpoints.clear();
    const ended = await until('the end of the run', async () => {
      const run = await readRun(firstRun, fullAccess);
      return run.finishedAt === null ? null : run;
    });
    expect(ended).toMatchObject({ status: 'completed', records: { total: 12, embedded: 12 }, error: null });
    expect(await app.run(firstRun)).toMatchObject({ trigger: 'api', startedBy: 'Deploy pipeline' });
  });

  it('tell a health check what it needs, and nothing about the disk or about people', async () => {
    const status = await readStatus(fullAccess);
    const { generation } = await readRun(firstRun, fullAccess);
    expect(status).toEqual({
      status: 'done',
      searchAvailable: true,
      generation,
      lastRebuildAt: expect.any(String),
      recordsAtRebuild: 12,
      lastSwap: { run: firstRun, kind: 'rebuild', at: expect.any(String), search: { queries: 0, failed: 0 } },
      nextRebuild: { scheduledAt: expect.stringMatching(/T03:00:00\.000Z$/), onChanges: null },
      drift: { added: 0, changed: 0, removed: 0, share: 0, level: 'none', since: null, searchable: 0 },
      error: null,
      run: { id: firstRun, kind: 'rebuild', status: 'completed' },
    });
    const { id } = await app.rebuild();
    expect(JSON.stringify(await app.run(id))).toContain('Ada Admin');
    expect(JSON.stringify(await readRun(id, fullAccess))).not.toContain('Ada');
  });

  it.each([
    ['no body', undefined, 'INVALID_REQUEST'],
    ['a key too many', { kind: 'rebuild', force: true }, 'INVALID_REQUEST'],
    ['a kind that is not configured', { kind: 'tag' }, 'RUN_KIND_UNSUPPORTED'],
  ])('answer 400 to a start with %s', async (_, body, code) => {
    const answer = await app.request<Failure>('POST', RUNS, { token: fullAccess, body });
    expect(answer.status).toBe(400);
    expect(answer.body.error.details.code).toBe(code);
  });

  it('answer 404 for a run that does not exist', async () => {
    const answer = await app.request<Failure>('GET', `${RUNS}/nope`, { token: fullAccess });
    expect(answer.status).toBe(404);
    expect(answer.body.error.details.code).toBe('RUN_NOT_FOUND');
  });

  it('answer the public what its role is granted', async () => {
    await app.call('grantSearchToPublic');
    expect((await app.search('coral')).body.data.length).toBeGreaterThan(0);
    expect(await statusOf('GET', `/api/search/similar/${ids[0]}`, null)).toBe(200);
    expect(await statusOf('GET', '/api/search/explain?q=coral', null)).toBe(403);
    expect(await statusOf('GET', '/api/search?q=coral&explain=true', null)).toBe(403);
    expect(await statusOf('GET', STATUS, null)).toBe(403);
    expect(await statusOf('POST', RUNS, null)).toBe(403);
    await app.call('grantToPublic', { action: `${PERMISSION}.search.explain` });
    expect(await statusOf('GET', '/api/search/explain?q=coral', null)).toBe(200);
    expect(await statusOf('GET', '/api/search?q=coral&explain=true', null)).toBe(200);
    await app.call('grantToPublic', { action: `${PERMISSION}.runs.start` });
    const { body } = await app.request<ApiRunResponse>('POST', RUNS, { token: null, body: REBUILD });
    expect(await app.ended(body.data.id)).toMatchObject({ trigger: 'api', startedBy: 'Public' });
  });

  it('answer a custom token what it is granted, whatever the public may do', async () => {
    const token = await createToken('Site', 'custom', [`${PERMISSION}.search.find`]);
    expect(await statusOf('GET', '/api/search?q=coral', token)).toBe(200);
    expect(await statusOf('GET', '/api/search/explain?q=coral', token)).toBe(403);
    expect(await statusOf('GET', '/api/search?q=coral&explain=true', token)).toBe(403);
    expect(await statusOf('GET', `/api/search/similar/${ids[0]}`, token)).toBe(403);
    expect(await statusOf('GET', STATUS, token)).toBe(403);
    expect(await statusOf('POST', RUNS, token)).toBe(403);
    const pipeline = await createToken('Only runs', 'custom', [`${PERMISSION}.runs.start`]);
    const { status, body } = await app.request<ApiRunResponse>('POST', RUNS, {
      token: pipeline,
      body: REBUILD,
    });
    expect(status).toBe(202);
    expect(await statusOf('GET', `${RUNS}/${body.data.id}`, pipeline)).toBe(403);
    await app.ended(body.data.id);
  });

  it('let a read-only token search, read runs and the status, and start nothing', async () => {
    const token = await createToken('Monitoring', 'read-only');
    expect(await statusOf('GET', '/api/search?q=coral', token)).toBe(200);
    expect(await statusOf('GET', STATUS, token)).toBe(200);
    expect(await statusOf('GET', `${RUNS}/${firstRun}`, token)).toBe(200);
    expect(await statusOf('POST', RUNS, token)).toBe(403);
    expect(await statusOf('GET', '/api/search/explain?q=coral', token)).toBe(403);
  });

  it('keep what was granted for the routes of the previous version', async () => {
    const tables = ['up_permissions', 'strapi_api_token_permissions'];
    const token = await createToken('Earlier site', 'custom', [`${PERMISSION}.search.explain`]);
    for (const table of tables) {
      const statement = `UPDATE ${table} SET action = replace(action, 'plugin::index-rebuild.', 'api::search.') WHERE action LIKE '%.search.%'`;
      await app.call('sql', { statement });
    }
    expect(await statusOf('GET', '/api/search/explain?q=coral', token)).toBe(403);
    expect((await app.search('coral')).status).toBe(403);
    await app.call('sql', {
      statement: "DELETE FROM strapi_migrations WHERE name LIKE '%search-permissions%'",
    });
    await app.stop();
    app = await start();
    await until('search', async () => (await app.search('coral')).status === 200);
    expect(await statusOf('GET', `/api/search/similar/${ids[0]}`, null)).toBe(200);
    expect(await statusOf('GET', '/api/search/explain?q=coral', token)).toBe(200);
  });

  it('are where api.path says, while those for pipelines stay', async () => {
    await app.stop();
    app = await start({ path: '/people/finder' });
    await until('search', async () => (await readStatus(fullAccess)).searchAvailable);
    expect(await statusOf('GET', '/api/people/finder?q=coral', null)).toBe(200);
    expect(await statusOf('GET', '/api/people/finder/explain?q=coral', null)).toBe(200);
    expect(await statusOf('GET', `/api/people/finder/similar/${ids[0]}`, null)).toBe(200);
    expect(await statusOf('GET', '/api/search?q=coral', null)).toBe(404);
    expect(await statusOf('GET', `${RUNS}/${firstRun}`, fullAccess)).toBe(200);
  });

  it.each([
    ['/experts', 'another route of this application answers GET /api/experts too'],
    ['/experts/search', 'another route of this application answers GET /api/experts/search too'],
    ['/index-rebuild/runs', 'another route of this application answers GET /api/index-rebuild/runs/explain'],
    ['/search/', 'this is not a path such as "/search"'],
  ])('do not start with the path %s, and say which key to change', async (path, why) => {
    await app.stop();
    const refused = start({ path });
    await expect(refused).rejects.toThrow(why);
    await expect(refused).rejects.toThrow('index-rebuild: api.path:');
  });
});
