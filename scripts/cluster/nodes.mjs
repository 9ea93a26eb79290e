// @ts-check
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';

import { fromRoot } from '../setup/paths.mjs';
import { askNode } from './ask.mjs';
import { installCluster } from './install.mjs';

/*
 * Nodes of OpenSearch on loopback, one JVM each, so that killing one is what it is on a machine of its
 * own. A node ends when the process that started it does.
 */

/**
 * @typedef {{ http: number, transport: number }} Ports
 * @typedef {{ classPath: string, plugins: string[], access: import('./ask.mjs').Access }} Runtime
 * @typedef {{ name: string, url: string, pid: number }} RunningNode
 * @typedef {{
 *   classPath: string,
 *   plugin: string,
 *   settings: string,
 *   prepare: (config: string) => void,
 *   access: import('./ask.mjs').Access,
 * }} Security The jars and the class of a plugin by which nodes ask for TLS and credentials, its settings, what it needs
 * in a node's config folder, and how such a node is asked.
 */

const HOST = '127.0.0.1';
const START_MS = 180_000;

/** The quick compiler alone: a node of a test does not live long enough for the other one to pay. */
const JVM = [
  ...['-Xms512m', '-Xmx512m', '-XX:+UseSerialGC'],
  ...['-XX:ActiveProcessorCount=1', '-XX:TieredStopAtLevel=1'],
];

export const freePort = async () => {
  const server = createServer().listen(0, HOST);
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  server.close();
  await once(server, 'close');
  return port;
};

const list = (/** @type {(string | number)[]} */ items) => `[${items.map((item) => `"${item}"`).join(', ')}]`;

/** @param {string} name @param {Ports} ports @param {string[]} names @param {Ports[]} all */
const settingsOf = (name, ports, names, all) => `cluster.name: index-rebuild-test
node.name: ${name}
node.roles: [cluster_manager, data]
network.host: ${HOST}
http.port: ${ports.http}
transport.port: ${ports.transport}
discovery.seed_hosts: ${list(all.map(({ transport }) => `${HOST}:${transport}`))}
cluster.initial_cluster_manager_nodes: ${list(names)}
# The machine of a test may be nearly full.
cluster.routing.allocation.disk.threshold_enabled: false
action.auto_create_index: false
# A node that is stopped, and not ended, is given up after 6 s instead of 30 s.
cluster.fault_detection.follower_check.timeout: 3s
cluster.fault_detection.follower_check.retry_count: 2
cluster.fault_detection.leader_check.timeout: 3s
cluster.fault_detection.leader_check.retry_count: 2
`;

/** Starts the JVM of a node whose home has its settings. @param {string} home @param {Runtime} runtime */
const startJvm = (home, { classPath, plugins }) => {
  const output = openSync(path.join(home, 'log.txt'), 'a');
  const configuration = `-Dlog4j2.configurationFile=${fromRoot('scripts', 'cluster', 'log4j2.properties')}`;
  // Detached, so that Ctrl+C reaches only the process that started it.
  const child = spawn('java', [...JVM, configuration, '-cp', classPath, 'TestNode', home, ...plugins], {
    cwd: home,
    detached: true,
    stdio: ['pipe', output, output],
  });
  closeSync(output);
  return child;
};

/** A frozen node does not notice that its parent is gone, so somebody else does. @param {number} pid */
const startGuard = (pid) =>
  spawn('sh', ['-c', `cat > /dev/null; kill -9 ${pid}`], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });

class Node {
  /** @type {import('node:child_process').ChildProcess | null} */
  #child = null;
  /** @type {import('node:child_process').ChildProcess | null} */
  #guard = null;

  /** @param {string} name @param {string} url @param {string} home @param {Runtime} runtime */
  constructor(name, url, home, runtime) {
    this.name = name;
    this.url = url;
    this.home = home;
    this.runtime = runtime;
  }

  get pid() {
    return this.#child?.pid ?? 0;
  }

  get hasEnded() {
    return !this.#child || this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  start() {
    this.#child = startJvm(this.home, this.runtime);
  }

  /** Waits until it is gone. */
  async kill() {
    const child = this.#child;
    this.#guard?.kill('SIGKILL');
    this.#guard = null;
    if (!child || this.hasEnded) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }

  /** SIGSTOP: its connections stay open, and nobody answers. */
  freeze() {
    this.#child?.kill('SIGSTOP');
    this.#guard = startGuard(this.pid);
  }

  thaw() {
    this.#guard?.kill('SIGKILL');
    this.#guard = null;
    this.#child?.kill('SIGCONT');
  }

  get isFrozen() {
    return this.#guard !== null;
  }

  /** All that it has logged. */
  wholeLog() {
    return readFileSync(path.join(this.home, 'log.txt'), 'utf8');
  }

  log() {
    return this.wholeLog().trimEnd().split('\n').slice(-15).join('\n');
  }
}

/** @param {Node[]} nodes */
const healthOf = async (nodes) => {
  for (const { url, runtime } of nodes) {
    try {
      const { access } = runtime;
      const { status, body } = await askNode(`${url}/_cluster/health`, { access, timeoutMs: 2000 });
      if (status === 200) return body;
    } catch {
      // Not up yet, or down: the next one is asked.
    }
  }
  return null;
};

/** @param {Node[]} nodes @param {number} limitMs */
const untilGreen = async (nodes, limitMs = START_MS) => {
  const end = Date.now() + limitMs;
  const running = nodes.filter((node) => !node.hasEnded && !node.isFrozen);
  for (;;) {
    const ended = running.find((node) => node.hasEnded);
    if (ended) throw new Error(`The node ${ended.name} has ended:\n${ended.log()}`);
    const health = await healthOf(running);
    if (health?.status === 'green' && health.number_of_nodes === running.length) return;
    if (Date.now() > end) throw new Error(`The cluster is not green after ${limitMs} ms.`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
};

/** @param {string} folder @param {Ports[]} ports @param {Runtime} runtime @param {Security} [security] */
const prepareNodes = (folder, ports, runtime, security) => {
  const names = ports.map((_, index) => `node-${index + 1}`);
  return names.map((name, index) => {
    const home = path.join(folder, name);
    const config = path.join(home, 'config');
    mkdirSync(config, { recursive: true });
    const settings = settingsOf(name, ports[index], names, ports) + (security?.settings ?? '');
    writeFileSync(path.join(config, 'opensearch.yml'), settings);
    security?.prepare(config);
    return new Node(name, `${security ? 'https' : 'http'}://${HOST}:${ports[index].http}`, home, runtime);
  });
};

/** @param {Security} [security] @returns {Promise<Runtime>} */
const runtimeOf = async (security) => {
  const classPath = await installCluster();
  if (!security) return { classPath, plugins: [], access: {} };
  const { plugin, access } = security;
  return { classPath: [classPath, security.classPath].join(path.delimiter), plugins: [plugin], access };
};

/**
 * Starts nodes and waits until their cluster is green.
 *
 * @param {{ folder: string, ports: Ports[], keep?: boolean, security?: Security }} options The folder is emptied first
 * and is gone after `stop`, unless its data is to be kept.
 * @throws {import('./install.mjs').ClusterUnavailable} when this machine cannot start one.
 */
export const startNodes = async ({ folder, ports, keep = false, security }) => {
  const runtime = await runtimeOf(security);
  const empty = () => keep || rmSync(folder, { recursive: true, force: true });
  empty();
  const nodes = prepareNodes(folder, ports, runtime, security);
  const stop = async () => {
    await Promise.all(nodes.map((node) => node.kill()));
    empty();
  };
  try {
    for (const node of nodes) node.start();
    await untilGreen(nodes);
  } catch (error) {
    await stop();
    throw error;
  }
  return { nodes, stop, untilGreen: () => untilGreen(nodes) };
};
