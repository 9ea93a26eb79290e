// @ts-check
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { fromRoot } from '../setup/paths.mjs';
import { run, SetupError } from '../setup/run.mjs';

/*
 * The files of a test node, as Maven Central has them, in the set-up folder. Each is compared with its
 * SHA-256 in checksums.txt, so nothing else can be started.
 */

/** This machine cannot start a cluster; the message says what it lacks. */
export class ClusterUnavailable extends Error {}

const PURPOSE = 'A test cluster of OpenSearch needs Java 17 or newer with its compiler, and Maven';
const FETCH_MS = 10 * 60_000;
const MIN_JAVA = 17;

const source = (/** @type {string} */ file) => fromRoot('scripts', 'cluster', file);

const versionOf = (/** @type {string} */ program, /** @type {string} */ flag) => {
  const { status, stdout, stderr } = spawnSync(program, [flag], { encoding: 'utf8' });
  return status === 0 ? `${stdout}${stderr}` : null;
};

/** What this machine lacks for a cluster, as a sentence; null when nothing. */
export const missingForCluster = () => {
  const java = versionOf('java', '-version');
  if (java === null) return `${PURPOSE}: there is no java (Debian: openjdk-17-jdk-headless).`;
  const major = Number(/version "(\d+)/.exec(java)?.[1] ?? 0);
  if (major < MIN_JAVA) return `${PURPOSE}: java is ${major}.`;
  if (versionOf('javac', '-version') === null) {
    return `${PURPOSE}: there is a java but no javac, so this is a JRE. Install a JDK (Debian: openjdk-17-jdk-headless).`;
  }
  if (versionOf('mvn', '--version') === null) return `${PURPOSE}: there is no mvn (Debian: maven).`;
  return null;
};

/** SHA-256 by file name. */
const pinned = () =>
  new Map(
    readFileSync(source('checksums.txt'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => /** @type {[string, string]} */ (line.split(/\s+/).reverse()))
  );

const sha256 = (/** @type {string} */ file) => createHash('sha256').update(readFileSync(file)).digest('hex');

/** @param {string} lib @throws {SetupError} when a file is missing, unknown or another one. */
export const assertPinned = (lib) => {
  const sums = pinned();
  const found = readdirSync(lib);
  const wrong = [
    ...found.filter((name) => sums.get(name) !== sha256(path.join(lib, name))),
    ...[...sums.keys()].filter((name) => !found.includes(name)),
  ];
  if (wrong.length === 0) return;
  throw new SetupError(
    `What Maven fetched for the test cluster is not what scripts/cluster/checksums.txt names: ${wrong.join(', ')}.`
  );
};

/** @param {string} lib */
const fetchLibraries = async (lib) => {
  const goal = [
    '-B',
    '-q',
    '-f',
    source('pom.xml'),
    'dependency:copy-dependencies',
    `-DoutputDirectory=${lib}`,
  ];
  const { ok, tail } = await run('opensearch-maven', 'mvn', goal, { timeoutMs: FETCH_MS });
  if (!ok) throw new ClusterUnavailable(`Maven could not fetch OpenSearch for the test cluster:\n${tail}`);
  assertPinned(lib);
};

/** @param {string} within */
const unpackKnn = async (within) => {
  const zip = readdirSync(path.join(within, 'lib')).find((name) => name.endsWith('.zip'));
  const knn = path.join(within, 'knn');
  mkdirSync(knn);
  const { ok, tail } = await run('opensearch-unpack', 'jar', ['xf', path.join(within, 'lib', String(zip))], {
    cwd: knn,
  });
  if (!ok) throw new SetupError(`The k-NN plugin could not be unpacked:\n${tail}`);
};

/** @param {string} within */
const compileNode = async (within) => {
  const classPath = [path.join(within, 'lib', '*'), path.join(within, 'knn', '*')].join(path.delimiter);
  const output = path.join(within, 'classes');
  const { ok, tail } = await run('opensearch-javac', 'javac', [
    ...['-cp', classPath, '-d', output],
    source('TestNode.java'),
  ]);
  if (!ok) throw new SetupError(`TestNode.java could not be compiled:\n${tail}`);
};

/** What the installed files depend on; another one means to install again. */
const stamp = () =>
  ['pom.xml', 'checksums.txt', 'TestNode.java'].map((file) => sha256(source(file))).join('\n');

const folder = fromRoot('.index-rebuild', 'opensearch');
const stampFile = path.join(folder, 'stamp');

/** Whether this checkout has what a node consists of. */
export const isInstalled = () => existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp();

const install = async () => {
  const fresh = `${folder}.${process.pid}`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true });
  await fetchLibraries(path.join(fresh, 'lib'));
  await unpackKnn(fresh);
  await compileNode(fresh);
  writeFileSync(path.join(fresh, 'stamp'), stamp());
  rmSync(folder, { recursive: true, force: true });
  renameSync(fresh, folder);
};

/**
 * Installs what a node consists of, once.
 *
 * @returns {Promise<string>} The class path of a node.
 * @throws {ClusterUnavailable} when this machine lacks something or cannot reach Maven Central.
 */
export const installCluster = async () => {
  const missing = missingForCluster();
  if (missing) throw new ClusterUnavailable(missing);
  if (!isInstalled()) await install();
  const parts = ['classes', path.join('lib', '*'), path.join('knn', '*')];
  return parts.map((part) => path.join(folder, part)).join(path.delimiter);
};
