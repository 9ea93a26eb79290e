import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';

import type { IndexMap } from '../../../src/plugins/index-rebuild/shared/contracts';
import { OWN_NODES, REPLICAS, uniquePrefix, type OpenSearchCluster } from '../../support/opensearch-cluster';
import { sampleExperts } from '../../support/sample-experts';
import { SECRETS, temporaryFolder, TestApp } from '../../support/test-app';
import { basic, makeCertificates, TlsNode, type Certificates } from '../../support/tls-node';
import { until } from '../../support/until';

const EXPERTS = 30;
const USER = 'strapi-search';
const PASSWORD = 'Vogel7:beere';
const WRONG = 'Falsch9beere';
const TOKEN = 'token-4711-0815';

type ErrorBody = { error: { message: string; details: { code: string } } };

export const describeCredentials = (shared: () => OpenSearchCluster): void =>
  (OWN_NODES ? describe : describe.skip)('a cluster that asks for TLS and credentials', () => {
    const folder = temporaryFolder();
    const prefix = uniquePrefix();
    const variables = { userEnv: 'SEARCH_USER', passwordEnv: 'SEARCH_PASSWORD' };
    const password = { kind: 'basic', ...variables };
    let certificates: Certificates;
    let nodes: OpenSearchCluster;
    let node: TlsNode;
    let app: TestApp;
    let output = '';

    const start = async (engine: object, env: Record<string, string>): Promise<void> => {
      await app?.stop();
      const settings = {
        ...{ kind: 'opensearch', nodes: [node.url], ca: certificates.ca, auth: password },
        ...{ prefix, replicas: REPLICAS, ...engine },
      };
      app = await TestApp.start({
        folder,
        env: { ...env, INDEX_REBUILD_SETTINGS: JSON.stringify({ engine: settings }) },
        onOutput: (text) => {
          output += text;
        },
      });
    };

    const search = () => app.request<ErrorBody>('GET', '/api/search?q=coral%20reefs', { token: null });

    /** Why search does not answer, as administrators see it. */
    const problem = () => until('the reason', async () => (await app.status()).error);

    /** Nothing that the process shows or writes has a secret in it, whole or as it is sent. */
    const assertNothingTold = async (): Promise<void> => {
      const pages = ['status', 'settings', 'runs'].map((page) => `/index-rebuild/${page}`);
      const answers = await Promise.all(pages.map((page) => app.request('GET', page)));
      expect(answers.map(({ status }) => status)).toEqual(pages.map(() => 200));
      const told = [
        ...answers.map(({ body }) => JSON.stringify(body)),
        // Only the cluster can tell its generations, which it may refuse.
        JSON.stringify((await app.request('GET', '/index-rebuild/generations')).body),
        JSON.stringify((await search()).body),
        execFileSync('ps', ['-ww', '-eo', 'args='], { encoding: 'utf8' }),
        output,
      ].join('\n');
      for (const secret of [PASSWORD, WRONG, TOKEN])
        for (const form of [secret, basic(USER, secret).slice('Basic '.length)])
          expect(told).not.toContain(form);
    };

    beforeAll(async () => {
      certificates = makeCertificates(folder);
      nodes = shared();
      node = await TlsNode.start(nodes.nodes[0].url, certificates, basic(USER, PASSWORD));
      await start({}, { SEARCH_USER: USER, SEARCH_PASSWORD: PASSWORD });
      await app.call('grantSearchToPublic');
      await app.createExperts(sampleExperts(EXPERTS));
    });

    afterAll(async () => {
      await app?.stop();
      await node?.close();
      await nodes?.ask('DELETE', `${prefix}-*`);
      rmSync(folder, { recursive: true, force: true });
    });

    it('is rebuilt, searched and mapped with those of the environment', async () => {
      expect(await app.rebuild()).toMatchObject({ status: 'completed', error: null });
      expect((await search()).status).toBe(200);
      const map = await until('the map', async () => {
        const { body } = await app.request<{ data: IndexMap }>('GET', '/index-rebuild/map');
        return body.data.state === 'ready' ? body.data : null;
      });
      expect(map.placed).toBe(EXPERTS);
      expect(node.refused).toBe(0);
      expect(node.accepted).toBeGreaterThan(10);
      await assertNothingTold();
    });

    it('gives them to the children, whose environment has nothing else of the application', () => {
      const [searcher] = app.children('searcher');
      const names = readFileSync(`/proc/${searcher}/environ`, 'utf8')
        .split('\0')
        .map((line) => line.split('=')[0]);
      expect(names).toEqual(expect.arrayContaining(Object.values(variables)));
      for (const name of [...Object.keys(SECRETS), 'DATABASE_FILENAME', 'INDEX_REBUILD_SETTINGS'])
        expect(names).not.toContain(name);
    });

    it('refuses them once they have changed, says so, and is searched again with the right ones', async () => {
      node.expects = basic(USER, 'changed');
      const { status, body } = await search();
      expect(status).toBeGreaterThanOrEqual(500);
      expect(body.error.details.code).toBe('SEARCH_CLUSTER_REFUSED');
      expect(body.error.message).not.toMatch(/OpenSearch|401|credentials/);
      const run = await app.rebuild();
      expect(run).toMatchObject({ status: 'failed', error: { code: 'SEARCH_CLUSTER_REFUSED' } });
      expect(run.error?.message).toContain('Check the credentials and what their role may do');
      node.expects = basic(USER, PASSWORD);
      expect((await search()).status).toBe(200);
      await assertNothingTold();
    });

    it('is searched with a token', async () => {
      node.expects = `Bearer ${TOKEN}`;
      await start({ auth: { kind: 'bearer', tokenEnv: 'SEARCH_TOKEN' } }, { SEARCH_TOKEN: TOKEN });
      await until('search', async () => (await search()).status === 200);
      await assertNothingTold();
    });

    it('says that it refuses a wrong password, and starts no rebuild for it', async () => {
      const before = (await app.status()).run?.id;
      node.expects = basic(USER, PASSWORD);
      await start({}, { SEARCH_USER: USER, SEARCH_PASSWORD: WRONG });
      expect(await problem()).toEqual({
        code: 'SEARCH_CLUSTER_REFUSED',
        message: 'OpenSearch: 401. Check the credentials and what their role may do (docs/opensearch.md).',
      });
      expect((await search()).status).toBeGreaterThanOrEqual(500);
      expect((await app.status()).run?.id).toBe(before);
      await assertNothingTold();
    });

    it('says that its certificate is of an authority that nobody knows', async () => {
      const { accepted, refused } = node;
      await start({ ca: null }, { SEARCH_USER: USER, SEARCH_PASSWORD: PASSWORD });
      expect(await problem()).toEqual({
        code: 'SEARCH_CLUSTER_UNAVAILABLE',
        message: expect.stringContaining(
          'the certificate of a node is signed by an authority that this server does not know (engine.ca)'
        ),
      });
      expect((await search()).status).toBe(503);
      // Nobody was told a password.
      expect([node.accepted, node.refused]).toEqual([accepted, refused]);
      await assertNothingTold();
    });

    it('is not begun with when a variable is empty', async () => {
      await app.stop();
      await expect(start({}, { SEARCH_USER: USER })).rejects.toThrow(
        /engine: .*the environment variable SEARCH_PASSWORD is empty/
      );
    });
  });
