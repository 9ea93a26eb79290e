import { ContentManager } from '../support/content-manager';
import { beekeeper, sampleExperts } from '../support/sample-experts';
import { TestApp } from '../support/test-app';
import { until } from '../support/until';

const UID = 'api::expert.expert';
const READ = 'plugin::index-rebuild.read';
const REBUILD = 'plugin::index-rebuild.rebuild';
const TRY = 'plugin::index-rebuild.try-search';
const EXPLORE = 'plugin::content-manager.explorer.read';

type Permission = { action: string; subject: string | null; properties?: object };
type Called = { isError?: boolean; content: { text: string }[]; structuredContent: Record<string, unknown> };

const of = (action: string): Permission => ({ action, subject: null });
const readingExperts: Permission = {
  action: EXPLORE,
  subject: UID,
  properties: { fields: ['name', 'title', 'bio'], locales: ['en'] },
};

describe("the tools for AI assistants, over Strapi's MCP server", () => {
  let app: TestApp;
  let bees: string;

  beforeAll(async () => {
    app = await TestApp.start({ env: { MCP_ENABLED: 'true' } });
    await app.createExperts(sampleExperts(30));
    [bees] = await app.createExperts([beekeeper('Bea Honeywell')]);
    expect(await app.rebuild()).toMatchObject({ status: 'completed' });
  });

  afterAll(() => app.remove());

  let tokens = 0;
  /** A token that carries these permissions of the administrator who makes it. */
  const tokenWith = async (...permissions: Permission[]): Promise<string> => {
    tokens += 1;
    const adminPermissions = permissions.map((one) => ({ conditions: [], properties: {}, ...one }));
    const { status, body } = await app.request<{ data: { accessKey: string } }>(
      'POST',
      '/admin/admin-tokens',
      {
        body: { name: `Token ${tokens}`, description: '', lifespan: null, adminPermissions },
      }
    );
    if (status !== 201) throw new Error(JSON.stringify(body));
    return body.data.accessKey;
  };

  /** One request of the protocol: JSON-RPC, answered as an event. */
  const ask = async <Result>(token: string, method: string, params: object = {}): Promise<Result> => {
    const response = await fetch(`${app.url}/mcp`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${token}`,
        'Content-Type': 'application/json',
        Accept: 'application/json, text/event-stream',
      },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
    });
    const text = await response.text();
    const data = text.startsWith('{') ? text : (/^data: (.*)$/m.exec(text)?.[1] ?? '{}');
    const { result, error } = JSON.parse(data) as { result: Result; error?: unknown };
    if (!result) throw new Error(`${response.status} ${JSON.stringify(error)} ${text.slice(0, 200)}`);
    return result;
  };

  const namesFor = async (token: string): Promise<string[]> => {
    const { tools } = await ask<{ tools: { name: string }[] }>(token, 'tools/list');
    return tools
      .map(({ name }) => name)
      .filter((name) => name.startsWith('search_'))
      .sort();
  };

  const call = (token: string, name: string, args: object = {}) =>
    ask<Called>(token, 'tools/call', { name, arguments: args });

  it('are shown by permission', async () => {
    expect(await namesFor(await tokenWith(of(READ)))).toEqual([
      'search_drift',
      'search_get_run',
      'search_status',
    ]);
    expect(await namesFor(await tokenWith(of(REBUILD)))).toEqual(['search_start_rebuild']);
    expect(await namesFor(await tokenWith(of(TRY)))).toEqual([
      'search_check_golden_queries',
      'search_content',
      'search_explain_record',
      'search_fetch_record',
    ]);
    expect(await namesFor(await tokenWith(readingExperts))).toEqual([]);
  });

  it('find, fetch and explain what the token may read', async () => {
    const token = await tokenWith(of(TRY), readingExperts);
    const found = await call(token, 'search_content', { query: 'honey bees', limit: 3 });
    expect(found.structuredContent).toMatchObject({
      results: [{ contentType: UID, documentId: bees, name: 'Bea Honeywell' }],
    });
    const fetched = await call(token, 'search_fetch_record', { contentType: UID, documentId: bees });
    expect(fetched.structuredContent.record).toMatchObject({ name: 'Bea Honeywell', title: 'Beekeeper' });
    expect(fetched.structuredContent.record).not.toHaveProperty('organization');
    const explained = await call(token, 'search_explain_record', {
      ...{ query: 'honey bees', contentType: UID, documentId: bees },
    });
    expect(explained.structuredContent).toMatchObject({ rank: 1, parts: { lexical: expect.any(Number) } });
  });

  it('tell of related records no more than their ids', async () => {
    const [tag] = await app.call<string[]>('createTags', { tags: [{ name: 'bees', description: 'Secret' }] });
    await app.call('updateExpert', { documentId: bees, data: { autoTags: [tag] } });
    const reading = { ...readingExperts, properties: { fields: ['name', 'autoTags'], locales: ['en'] } };
    const fetched = await call(await tokenWith(of(TRY), reading), 'search_fetch_record', {
      ...{ contentType: UID, documentId: bees },
    });
    expect(fetched.structuredContent.record).toMatchObject({
      name: 'Bea Honeywell',
      autoTags: [{ documentId: tag, locale: null }],
    });
    expect(JSON.stringify(fetched)).not.toContain('Secret');
  });

  it('do neither without the right to read the content', async () => {
    const token = await tokenWith(of(TRY));
    for (const [name, args] of [
      ['search_content', { query: 'honey bees' }],
      ['search_fetch_record', { contentType: UID, documentId: bees }],
      ['search_fetch_record', { contentType: 'admin::user', documentId: '1' }],
    ] as const) {
      const { isError, content } = await call(token, name, args);
      expect([isError, content[0].text]).toEqual([true, expect.stringContaining('NOTHING_READABLE')]);
    }
  });

  it('fetch no draft', async () => {
    const token = await tokenWith(of(TRY), readingExperts);
    const [draft] = await app.createExperts([beekeeper('Abel Draft')], { status: 'draft' });
    const { structuredContent } = await call(token, 'search_fetch_record', {
      ...{ contentType: UID, documentId: draft },
    });
    expect(structuredContent.record).toBeNull();
  });

  it('tell the status and what has changed', async () => {
    const token = await tokenWith(of(READ));
    await new ContentManager(app).publish(bees, { title: 'Keeper of bees' }, 'en');
    await until('the drift', async () => {
      const { structuredContent } = await call(token, 'search_drift');
      return (structuredContent.records as { documentId: string }[]).some(
        ({ documentId }) => documentId === bees
      );
    });
    expect((await call(token, 'search_status')).structuredContent).toMatchObject({
      ...{ status: 'done', searchAvailable: true, recordsAtRebuild: 31 },
    });
  });

  it('start a rebuild and follow it', async () => {
    const token = await tokenWith(of(READ), of(REBUILD));
    const started = await call(token, 'search_start_rebuild');
    const { id } = started.structuredContent.run as { id: string };
    expect(await app.ended(id)).toMatchObject({ status: 'completed', startedBy: 'Ada Admin' });
    const { structuredContent } = await call(token, 'search_get_run', { id });
    expect(structuredContent.run).toMatchObject({ id, status: 'completed' });
    const { isError, content } = await call(token, 'search_get_run', { id: 'nobody' });
    expect([isError, content[0].text]).toEqual([true, expect.stringContaining('RUN_NOT_FOUND')]);
  });

  it('check golden queries', async () => {
    const token = await tokenWith(of(TRY));
    const path = '/content-manager/collection-types/plugin::index-rebuild.golden-query';
    const golden = { query: 'honey bees', contentType: UID, targetIds: bees, first: 3 };
    expect((await app.request('POST', path, { body: golden })).status).toBe(201);
    const { structuredContent } = await call(token, 'search_check_golden_queries');
    expect(structuredContent).toEqual({ queries: 1, passed: 1 });
  });

  it('are also found by the name that AI plugins look for', async () => {
    const found = await app.call<{ results: { documentId: string }[] }>('aiTool', { query: 'honey bees' });
    expect(found.results[0].documentId).toBe(bees);
  });
});
