// @ts-check
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { fromRoot } from './setup/paths.mjs';
import { run, SetupError } from './setup/run.mjs';

const SERVER = ['config', 'src', 'tsconfig.json', 'package-lock.json'];
const ADMIN = ['config/plugins.ts', 'config/admin.ts', 'src', 'package-lock.json'];

/** The plugin's admin, and the application's own additions in src/admin. */
const isAdminSource = (/** @type {string} */ file) => /[\\/]admin[\\/](src[\\/]|app\.)/.test(file);
const isShared = (/** @type {string} */ file) => /[\\/]shared[\\/]/.test(file);

const filesUnder = (/** @type {string} */ start) => {
  const full = fromRoot(start);
  if (!statSync(full).isDirectory()) return [full];
  return readdirSync(full, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name))
    .sort();
};

/** Hash of the names and contents of the sources that `keep` accepts. */
const hashOf = (/** @type {string[]} */ starts, /** @type {(file: string) => boolean} */ keep) => {
  const hash = createHash('sha256');
  for (const file of starts.flatMap(filesUnder).filter(keep)) {
    hash.update(`${path.relative(fromRoot(), file)}\0`).update(readFileSync(file));
  }
  return hash.digest('hex');
};

const strapi = fromRoot('node_modules', '@strapi', 'strapi', 'bin', 'strapi.js');
const typescript = fromRoot('node_modules', 'typescript', 'bin', 'tsc');

/** The server alone, which takes a tenth of the time of a full build. */
const server = {
  name: 'Server',
  stamp: 'server',
  hash: () => hashOf(SERVER, (file) => !isAdminSource(file)),
  async build() {
    for (const folder of ['src', 'config'])
      rmSync(fromRoot('dist', folder), { recursive: true, force: true });
    return run('build-server', process.execPath, [typescript, '-p', 'tsconfig.json']);
  },
};

const admin = {
  name: 'Admin panel',
  stamp: 'admin',
  hash: () =>
    hashOf(ADMIN, (file) => !file.startsWith(fromRoot('src')) || isAdminSource(file) || isShared(file)),
  build: () =>
    run('build-admin', process.execPath, [strapi, 'build'], {
      env: { NODE_ENV: 'production', STRAPI_TELEMETRY_DISABLED: 'true' },
    }),
};

const ensure = async (/** @type {typeof server} */ part, /** @type {(line: string) => void} */ log) => {
  const stamp = fromRoot('dist', `.${part.stamp}-stamp`);
  const hash = part.hash();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;
  log(`${part.name}: building …`);
  const startedAt = performance.now();
  rmSync(stamp, { force: true });
  const { ok, tail } = await part.build();
  if (!ok) throw new SetupError(`${part.name}: the build failed:\n${tail}`);
  mkdirSync(path.dirname(stamp), { recursive: true });
  writeFileSync(stamp, hash);
  log(`${part.name}: built (${((performance.now() - startedAt) / 1000).toFixed(0)} s)`);
};

/** Compiles what has changed since the last build into dist. Quick if nothing has. */
export const ensureBuilt = async ({ withAdmin = true, log = console.log } = {}) => {
  if (withAdmin) await ensure(admin, log);
  await ensure(server, log);
};
