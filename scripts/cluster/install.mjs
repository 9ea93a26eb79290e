// @ts-check
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { fromRoot, root } from '../setup/paths.mjs';
import { run, SetupError } from '../setup/run.mjs';

/*
 * The files of a test node, as Maven Central has them, in the set-up folder; and those of the security plugin,
 * which most nodes do not have. Each is compared with its SHA-256 in checksums.txt, so nothing else can be started.
 */

/** This machine cannot start a cluster; the message says what it lacks. */
export class ClusterUnavailable extends Error {}

const PURPOSE = 'A test cluster of OpenSearch needs Java 17 or newer with its compiler, and Maven';
const FETCH_MS = 10 * 60_000;
const MIN_JAVA = 17;

/**
 * @typedef {{
 *   source: string,
 *   depends: string[],
 *   folder: string,
 *   complete: (within: string) => Promise<void>,
 * }} FileSet Where its pom.xml and checksums.txt are, what else the installed files depend on, where they are, and
 * what is made of them.
 */

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

const sha256 = (/** @type {string} */ file) => createHash('sha256').update(readFileSync(file)).digest('hex');

/** SHA-256 by file name. @param {string} source */
const pinnedIn = (source) =>
  new Map(
    readFileSync(path.join(source, 'checksums.txt'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => /** @type {[string, string]} */ (line.split(/\s+/).reverse()))
  );

/** @param {string} source @param {string} lib @throws {SetupError} when a file is missing, unknown or another one. */
const assertPinned = (source, lib) => {
  const sums = pinnedIn(source);
  const found = readdirSync(lib);
  const wrong = [
    ...found.filter((name) => sums.get(name) !== sha256(path.join(lib, name))),
    ...[...sums.keys()].filter((name) => !found.includes(name)),
  ];
  if (wrong.length === 0) return;
  const file = path.relative(root, path.join(source, 'checksums.txt'));
  throw new SetupError(
    `What Maven fetched for the test cluster is not what ${file} names: ${wrong.join(', ')}.`
  );
};

/** @param {string} source @param {string} lib */
const fetchLibraries = async (source, lib) => {
  const goal = [
    '-B',
    '-q',
    '-f',
    path.join(source, 'pom.xml'),
    'dependency:copy-dependencies',
    `-DoutputDirectory=${lib}`,
  ];
  const { ok, tail } = await run('opensearch-maven', 'mvn', goal, { timeoutMs: FETCH_MS });
  if (!ok) throw new ClusterUnavailable(`Maven could not fetch OpenSearch for the test cluster:\n${tail}`);
  assertPinned(source, lib);
};

/** Unpacks the one plugin that is an archive. @param {string} within @param {string} name Of the new folder. */
const unpackPlugin = async (within, name) => {
  const zip = readdirSync(path.join(within, 'lib')).find((file) => file.endsWith('.zip'));
  const plugin = path.join(within, name);
  mkdirSync(plugin);
  const { ok, tail } = await run('opensearch-unpack', 'jar', ['xf', path.join(within, 'lib', String(zip))], {
    cwd: plugin,
  });
  if (!ok) throw new SetupError(`${zip} could not be unpacked:\n${tail}`);
};

const SCRIPTS = fromRoot('scripts', 'cluster');

/** @param {string} within */
const compileNode = async (within) => {
  const classPath = [path.join(within, 'lib', '*'), path.join(within, 'knn', '*')].join(path.delimiter);
  const output = path.join(within, 'classes');
  const { ok, tail } = await run('opensearch-javac', 'javac', [
    ...['-cp', classPath, '-d', output],
    path.join(SCRIPTS, 'TestNode.java'),
  ]);
  if (!ok) throw new SetupError(`TestNode.java could not be compiled:\n${tail}`);
};

/** @type {FileSet} */
const NODE = {
  source: SCRIPTS,
  depends: ['TestNode.java'],
  folder: fromRoot('.index-rebuild', 'opensearch'),
  async complete(within) {
    await unpackPlugin(within, 'knn');
    await compileNode(within);
  },
};

/** @type {FileSet} */
const SECURITY = {
  source: path.join(SCRIPTS, 'security'),
  depends: [],
  folder: fromRoot('.index-rebuild', 'opensearch-security'),
  complete: (within) => unpackPlugin(within, 'plugin'),
};

/** Another one means to install again. @param {FileSet} set */
const stampOf = ({ source, depends }) =>
  ['pom.xml', 'checksums.txt', ...depends].map((file) => sha256(path.join(source, file))).join('\n');

/** @param {FileSet} set */
const isThere = (set) => {
  const stamp = path.join(set.folder, 'stamp');
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === stampOf(set);
};

/** Whether this checkout has what nodes consist of. */
export const isInstalled = () => isThere(NODE) && isThere(SECURITY);

/** Installs it, once. @param {FileSet} set */
const install = async (set) => {
  const missing = missingForCluster();
  if (missing) throw new ClusterUnavailable(missing);
  if (isThere(set)) return;
  const { source, folder, complete } = set;
  const fresh = `${folder}.${process.pid}`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true });
  await fetchLibraries(source, path.join(fresh, 'lib'));
  await complete(fresh);
  writeFileSync(path.join(fresh, 'stamp'), stampOf(set));
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
  await install(NODE);
  const parts = ['classes', path.join('lib', '*'), path.join('knn', '*')];
  return parts.map((part) => path.join(NODE.folder, part)).join(path.delimiter);
};

/**
 * Installs the security plugin, once.
 *
 * @returns {Promise<string>} The folder with its jars, and its demo configuration in `config`.
 * @throws {ClusterUnavailable} as `installCluster`.
 */
export const installSecurity = async () => {
  await install(SECURITY);
  return path.join(SECURITY.folder, 'plugin');
};
