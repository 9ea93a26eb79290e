import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import {
  openCluster,
  type ClusterChoice,
} from '../../src/plugins/index-rebuild/server/src/backends/opensearch/cluster/cluster';
import { kindOf } from '../../src/plugins/index-rebuild/server/src/backends/opensearch/cluster/failure';

const choice = (changes: Partial<ClusterChoice> = {}): ClusterChoice => ({
  ...{ nodes: ['http://127.0.0.1:9200'], ca: null, auth: null, timeoutMs: 1_000 },
  ...changes,
});

describe('kindOf', () => {
  const ofBlock = (reason: string) => kindOf(429, { type: 'cluster_block_exception', reason });

  it('tells a full disk, which has the status of too much work', () => {
    const reason =
      'index [a] blocked by: [TOO_MANY_REQUESTS/12/disk usage exceeded flood-stage watermark, index has read-only-allow-delete block];';
    expect(ofBlock(reason)).toBe('disk');
    expect(kindOf(429, { type: 'rejected_execution_exception', reason: 'queue is full' })).toBe('busy');
    expect(kindOf(429, { type: 'circuit_breaking_exception', reason: 'Data too large' })).toBe('busy');
  });

  it('tells a cluster that starts, which blocks everything until it knows its state', () => {
    const reason = 'blocked by: [SERVICE_UNAVAILABLE/1/state not recovered / initialized];';
    expect(kindOf(503, { type: 'cluster_block_exception', reason })).toBe('busy');
  });

  it('tells an index that takes nothing more', () => {
    expect(
      kindOf(403, { type: 'cluster_block_exception', reason: 'index [a] blocked by: [FORBIDDEN/8/…]' })
    ).toBe('closed');
    const reason = 'no such index [a-write] and [require_alias] request flag is [true]';
    expect(kindOf(404, { type: 'index_not_found_exception', reason })).toBe('closed');
  });

  it('tells the rest by the status', () => {
    expect(kindOf(404, { type: 'index_not_found_exception', reason: 'no such index [a]' })).toBe('missing');
    expect(kindOf(403, { type: 'security_exception', reason: 'no permissions' })).toBe('denied');
    expect(kindOf(401, {})).toBe('denied');
    expect(kindOf(503, { type: 'search_phase_execution_exception' })).toBe('partial');
    expect(kindOf(503, {})).toBe('busy');
    expect(kindOf(400, { type: 'parsing_exception' })).toBe('request');
  });
});

describe('openCluster', () => {
  let server: Server;
  let node: string;
  const asked: IncomingMessage[] = [];
  let status = 200;

  beforeAll(async () => {
    server = createServer((request, response) => {
      asked.push(request);
      response.writeHead(status, { 'content-type': 'application/json' }).end('{"ok":true}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    node = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  beforeEach(() => {
    asked.length = 0;
    status = 200;
  });

  afterAll(() => new Promise((resolve) => server.close(resolve)));

  const askOnce = async (changes: Partial<ClusterChoice>, environment = {}): Promise<unknown> => {
    const cluster = openCluster(choice({ nodes: [node], ...changes }), environment);
    try {
      return await cluster.ask({ method: 'GET', path: '/' });
    } finally {
      await cluster.close();
    }
  };

  it('sends the credentials that the environment holds', async () => {
    await askOnce({ auth: { kind: 'bearer', tokenEnv: 'TOKEN' } }, { TOKEN: 'abc' });
    await askOnce(
      { auth: { kind: 'basic', userEnv: 'NAME', passwordEnv: 'WORD' } },
      { NAME: 'me', WORD: 'pässword' }
    );
    const [bearer, basic] = asked.map(({ headers }) => headers.authorization);
    expect(bearer).toBe('Bearer abc');
    expect(basic).toBe(`Basic ${Buffer.from('me:pässword').toString('base64')}`);
  });

  it('does not begin without them', () => {
    expect(() => openCluster(choice({ auth: { kind: 'bearer', tokenEnv: 'TOKEN' } }), {})).toThrow(
      'the environment variable TOKEN is empty'
    );
  });

  it('asks other machines by https alone, and takes no credentials from an address', () => {
    expect(() => openCluster(choice({ nodes: ['http://search.example.com:9200'] }), {})).toThrow(
      'search.example.com is not asked without https'
    );
    expect(() => openCluster(choice({ nodes: ['https://me:secret@search.example.com'] }), {})).toThrow(
      'an address has credentials in it'
    );
  });

  it('asks once, and leaves another try to the caller', async () => {
    status = 503;
    await expect(askOnce({})).rejects.toMatchObject({ kind: 'busy' });
    expect(asked).toHaveLength(1);
  });

  it('tells that nobody answers', async () => {
    await expect(askOnce({ nodes: ['http://127.0.0.1:1'] })).rejects.toMatchObject({ kind: 'unreachable' });
  });

  it('waits no longer for the rest of an answer than for its beginning', async () => {
    const halting = createServer((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).write('{"ok":');
    });
    await new Promise<void>((resolve) => halting.listen(0, '127.0.0.1', resolve));
    const nodes = [`http://127.0.0.1:${(halting.address() as AddressInfo).port}`];
    await expect(askOnce({ nodes, timeoutMs: 200 })).rejects.toMatchObject({ kind: 'unreachable' });
    halting.closeAllConnections();
    await new Promise((resolve) => halting.close(resolve));
  });

  it('ends a request with its signal', async () => {
    const cluster = openCluster(choice({ nodes: [node] }), {});
    const controller = new AbortController();
    controller.abort(new Error('late'));
    await expect(cluster.ask({ method: 'GET', path: '/', signal: controller.signal })).rejects.toThrow(
      'late'
    );
    expect(asked).toHaveLength(0);
    await cluster.close();
  });
});
