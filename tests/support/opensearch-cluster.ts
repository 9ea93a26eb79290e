import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { askNode, type Access } from '../../scripts/cluster/ask.mjs';
import { freePort, startNodes } from '../../scripts/cluster/nodes.mjs';

/** JSON as it came, of which each test looks at a part. */
export type Json = ReturnType<typeof JSON.parse>;

export type Reply = { status: number; body: Json };

export type TestNode = { name: string; url: string };

export type OpenSearchCluster = {
  nodes: readonly TestNode[];
  /** Asks one node; the first when none is named. @throws the network's error. */
  ask(method: string, pathAndQuery: string, body?: unknown, node?: TestNode): Promise<Reply>;
  /** The node that is the elected cluster manager. */
  manager(): Promise<TestNode>;
  /** `kill -9`, as a machine that is gone. */
  kill(node: TestNode): Promise<void>;
  /** Starts a node again over its data. */
  start(node: TestNode): void;
  /** SIGSTOP: its connections stay open and nobody answers. */
  freeze(node: TestNode): void;
  /** SIGCONT. */
  thaw(node: TestNode): void;
  /** Waits until those that run are one cluster whose shards all have their copies. */
  untilGreen(): Promise<void>;
  /** The end of what a node has logged. */
  logOf(node: TestNode): string;
  /** Ends all nodes and removes their data. */
  close(): Promise<void>;
};

/**
 * Why no cluster can be started here; null when one can. The files are fetched meanwhile: whether Maven
 * Central is there shows only then, and a test has to know before it is defined.
 *
 * @param flags Such as `--security`, for nodes that have the security plugin.
 */
const reasonNot = (...flags: string[]): string | null => {
  const command = [path.resolve('scripts/cluster.mjs'), '--install', ...flags];
  const { status, stderr } = spawnSync(process.execPath, command, { encoding: 'utf8' });
  if (status === 0) return null;
  if (status === 3) return stderr.trim();
  throw new Error(`The test cluster could not be installed:\n${stderr}`);
};

/** A cluster that is there already, which is asked instead of nodes of the test's own. */
const {
  OPENSEARCH_URL: url,
  OPENSEARCH_CA: ca = null,
  OPENSEARCH_USER: user,
  OPENSEARCH_PASSWORD: password,
} = process.env;
const given = url?.replace(/\/$/, '');

/** How a cluster is asked, as the engine's settings say it: they name the variables. */
export const ACCESS = {
  ca: given ? ca : null,
  auth:
    given && user
      ? ({ kind: 'basic', userEnv: 'OPENSEARCH_USER', passwordEnv: 'OPENSEARCH_PASSWORD' } as const)
      : null,
};

const describeUnless = (reason: string | null): jest.Describe => {
  if (reason === null) return describe;
  process.stderr.write(`\nSKIPPED, since no cluster of OpenSearch can be started here. ${reason}\n`);
  return describe.skip;
};

/** `describe`, or a visible line and `describe.skip` where there is no cluster and none can be started. */
export const describeOnCluster = (): jest.Describe => describeUnless(given ? null : reasonNot());

/** Whether tests start nodes of their own, which they may kill. */
export const OWN_NODES = !given;

/** The same for what starts nodes by itself, whatever cluster is given. */
export const describeOnOwnNodes = (): jest.Describe => (given ? describe.skip : describeOnCluster());

/** The same for a node that has the security plugin. */
export const describeOnSecuredNode = (): jest.Describe =>
  given ? describe.skip : describeUnless(reasonNot('--security'));

/** For tests that kill nodes, or count them: not those of somebody else. */
export const itOnOwnNodes = given ? it.skip : it;

/** Copies of each shard that a cluster has room for, which may be a single node. */
export const REPLICAS = given ? 0 : 1;

/** For indexes of one run of tests: others may use the same cluster. */
export const uniquePrefix = (): string => `index-rebuild-test-${randomBytes(4).toString('hex')}`;

/** @param body JSON, or lines of it. */
export const requestNode = (url: string, method: string, body?: unknown, access?: Access): Promise<Reply> =>
  askNode(url, {
    ...{ method, access },
    ...(typeof body === 'string' && { body, type: 'application/x-ndjson' }),
    ...(typeof body === 'object' && { body: JSON.stringify(body) }),
  });

const notOurs = (): never => {
  throw new Error('The nodes of OPENSEARCH_URL are left alone.');
};

const givenCluster = (address: string): OpenSearchCluster => {
  const node = { name: 'given', url: address };
  const access = { ...(ca && { ca }), ...(user && { credentials: `${user}:${password}` }) };
  const ask: OpenSearchCluster['ask'] = (method, pathAndQuery, body) =>
    requestNode(`${address}/${pathAndQuery}`, method, body, access);
  return {
    ...{ nodes: [node], ask, manager: notOurs, kill: notOurs, start: notOurs, freeze: notOurs },
    ...{ thaw: notOurs, untilGreen: async () => {}, logOf: notOurs, close: async () => {} },
  };
};

/** Three nodes of the test's own, or the cluster that OPENSEARCH_URL names. */
export const startCluster = async (): Promise<OpenSearchCluster> =>
  given ? givenCluster(given) : startOwn(3);

const startOwn = async (size: number): Promise<OpenSearchCluster> => {
  const folder = mkdtempSync(path.join(tmpdir(), 'index-rebuild-opensearch-'));
  const ports = await Promise.all(
    Array.from({ length: size }, async () => ({ http: await freePort(), transport: await freePort() }))
  );
  const { nodes, stop, untilGreen } = await startNodes({ folder, ports });
  const own = ({ name }: TestNode) => nodes.find((node) => node.name === name)!;
  const running = (): TestNode => nodes.find((node) => !node.hasEnded && !node.isFrozen)!;
  const ask: OpenSearchCluster['ask'] = (method, pathAndQuery, body, node = running()) =>
    requestNode(`${node.url}/${pathAndQuery}`, method, body);
  return {
    nodes,
    ask,
    async manager() {
      const { body } = await ask('GET', '_cat/cluster_manager?format=json');
      return own({ name: body[0].node, url: '' });
    },
    kill: (node) => own(node).kill(),
    start: (node) => own(node).start(),
    freeze: (node) => own(node).freeze(),
    thaw: (node) => own(node).thaw(),
    untilGreen,
    logOf: (node) => own(node).log(),
    close: stop,
  };
};
