import { createServer } from 'node:http';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';

import { openCluster } from '../../src/plugins/index-rebuild/server/src/backends/opensearch/cluster/cluster';
import { basic, makeCertificates, TlsNode, type Certificates } from '../support/tls-node';

describe('a cluster that is asked by TLS', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'opensearch-tls-'));
  const environment = { SEARCH_USER: 'strapi', SEARCH_PASSWORD: 'Pass:wörd' };
  const auth = { kind: 'basic', userEnv: 'SEARCH_USER', passwordEnv: 'SEARCH_PASSWORD' } as const;
  const behind = createServer((_, response) =>
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"ok":true}')
  );
  let certificates: Certificates;
  let node: TlsNode;

  const urlBehind = (): string => `http://127.0.0.1:${(behind.address() as AddressInfo).port}`;

  const ask = async (url: string, ca: string | null): Promise<unknown> => {
    const cluster = openCluster({ nodes: [url], ca, auth, timeoutMs: 5_000 }, environment);
    try {
      return await cluster.ask({ method: 'GET', path: '/' });
    } finally {
      await cluster.close();
    }
  };

  beforeAll(async () => {
    certificates = makeCertificates(folder);
    await new Promise<void>((resolve) => behind.listen(0, '127.0.0.1', resolve));
    node = await TlsNode.start(urlBehind(), certificates, basic('strapi', 'Pass:wörd'));
  });

  afterAll(async () => {
    await node?.close();
    await new Promise((resolve) => behind.close(resolve));
    rmSync(folder, { recursive: true, force: true });
  });

  it('answers with its authority and the right credentials', async () => {
    expect(await ask(node.url, certificates.ca)).toEqual({ ok: true });
  });

  it('refuses other credentials', async () => {
    node.expects = basic('strapi', 'another');
    await expect(ask(node.url, certificates.ca)).rejects.toMatchObject({
      code: 'SEARCH_CLUSTER_REFUSED',
      message: 'OpenSearch: 401. Check the credentials and what their role may do (docs/opensearch.md).',
    });
  });

  it('is not asked when nobody knows its authority', async () => {
    await expect(ask(node.url, null)).rejects.toMatchObject({
      code: 'SEARCH_CLUSTER_UNAVAILABLE',
      message: expect.stringContaining('signed by an authority that this server does not know (engine.ca)'),
    });
  });

  it('is not asked at an address that its certificate does not name', async () => {
    const other = path.join(folder, 'other');
    mkdirSync(other);
    const foreign = makeCertificates(other, 'DNS:search.example.com');
    const elsewhere = await TlsNode.start(urlBehind(), foreign, '');
    await expect(ask(elsewhere.url, foreign.ca)).rejects.toThrow(
      'the certificate of a node is for another address'
    );
    await elsewhere.close();
  });

  it('says when a node does not speak https, and when its authority cannot be read', async () => {
    await expect(ask(urlBehind().replace('http:', 'https:'), certificates.ca)).rejects.toThrow(
      'a node does not speak https'
    );
    await expect(ask(node.url, path.join(folder, 'none.pem'))).rejects.toThrow(/none\.pem/);
    const wrong = path.join(folder, 'wrong.pem');
    writeFileSync(wrong, 'no certificate');
    await expect(ask(node.url, wrong)).rejects.toThrow();
  });
});
