import { sampleExperts } from '../support/sample-experts';
import { TestApp } from '../support/test-app';

type Failure = { error: { status: number; message: string; details: { code?: string } } };

describe('requests', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await TestApp.start({ env: { INDEX_REBUILD_SETTINGS: JSON.stringify({ tags: null }) } });
    await app.createExperts(sampleExperts(12));
    await app.rebuild();
  });

  afterAll(() => app.remove());

  it('refuses search to the public until a role grants it', async () => {
    expect((await app.search('coral')).status).toBe(403);
    await app.call('grantSearchToPublic');
    expect((await app.search('coral')).status).toBe(200);
  });

  it.each([
    ['an empty q', '/api/search?q=', 'QUERY_EMPTY'],
    ['a q of white space', '/api/search?q=%20%20', 'QUERY_EMPTY'],
    ['no q', '/api/search', 'QUERY_EMPTY'],
    ['two q', '/api/search?q=a&q=b', 'QUERY_EMPTY'],
    ['a q that is too long', `/api/search?q=${'x'.repeat(501)}`, 'QUERY_TOO_LONG'],
    ['limit 0', '/api/search?q=a&limit=0', 'INVALID_REQUEST'],
    ['a limit above the highest', '/api/search?q=a&limit=101', 'INVALID_REQUEST'],
    ['a limit that is not a number', '/api/search?q=a&limit=ten', 'INVALID_REQUEST'],
    ['a malformed locale', '/api/search?q=a&locale=../x', 'INVALID_REQUEST'],
  ])('answers 400 to %s', async (_, url, code) => {
    const { status, body } = await app.request<Failure>('GET', url, { token: null });
    expect(status).toBe(400);
    expect(body.error).toMatchObject({ status: 400, details: { code } });
  });

  it('accepts a q of exactly the maximum length, in any script', async () => {
    expect((await app.search('日'.repeat(500))).status).toBe(200);
    expect((await app.search('x'.repeat(500))).status).toBe(200);
  });

  it('answers with as many experts as were asked for, or all there are', async () => {
    expect((await app.search('coral', '&minScore=0&limit=3')).body.data).toHaveLength(3);
    expect((await app.search('coral', '&minScore=0&limit=100')).body.data).toHaveLength(12);
  });

  it.each([
    ['GET', '/index-rebuild/status'],
    ['GET', '/index-rebuild/runs'],
    ['GET', '/index-rebuild/runs/some-id'],
    ['POST', '/index-rebuild/runs'],
  ])('answers 401 to %s %s without an administrator', async (method, url) => {
    const { status } = await app.request(method, url, { token: null });
    expect(status).toBe(401);
  });

  it('answers 403 to an editor without the permission, and answers one who has it', async () => {
    const token = await app.signInAs('editor', []);
    expect((await app.request('GET', '/index-rebuild/status', { token })).status).toBe(403);
    expect((await app.request('POST', '/index-rebuild/runs', { token })).status).toBe(403);
    const reader = await app.signInAs('reader', ['plugin::index-rebuild.read']);
    expect((await app.request('GET', '/index-rebuild/status', { token: reader })).status).toBe(200);
    const start = { token: reader, body: { kind: 'rebuild' } };
    expect((await app.request('POST', '/index-rebuild/runs', start)).status).toBe(403);
  });

  it.each([
    ['no body', undefined, 'INVALID_REQUEST'],
    ['an unknown kind', { kind: 'everything' }, 'INVALID_REQUEST'],
    ['a key too many', { kind: 'rebuild', force: true }, 'INVALID_REQUEST'],
    ['a kind that is not configured', { kind: 'tag' }, 'RUN_KIND_UNSUPPORTED'],
  ])('answers 400 to a start with %s, and nothing starts', async (_, body, code) => {
    const answer = await app.request<Failure>('POST', '/index-rebuild/runs', { body });
    expect(answer.status).toBe(400);
    expect(answer.body.error.details.code).toBe(code);
    expect((await app.status()).status).toBe('done');
  });

  it('answers 404 for a run that does not exist and 400 for an impossible page', async () => {
    const missing = await app.request<Failure>('GET', '/index-rebuild/runs/nope');
    expect(missing.status).toBe(404);
    expect(missing.body.error.details.code).toBe('RUN_NOT_FOUND');
    expect((await app.request('GET', '/index-rebuild/runs?page=0')).status).toBe(400);
  });
});
