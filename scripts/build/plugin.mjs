// @ts-check
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';

import { fromRoot } from '../setup/paths.mjs';
import { npm } from '../setup/run.mjs';
import { builtFrom, hashOf } from './stamps.mjs';

/** @typedef {import('./stamps.mjs').Part} Part */

const FOLDER = 'src/plugins/index-rebuild';
const inPlugin = (/** @type {string[]} */ ...parts) => fromRoot(FOLDER, ...parts);

/** Where the application finds the plugin, as it would find any other package. */
const INSTALLED = fromRoot('node_modules', 'strapi-plugin-index-rebuild');

const named = (/** @type {string[]} */ names) => names.map((name) => `${FOLDER}/${name}`);

const build = (/** @type {string} */ half) =>
  npm(`plugin-${half}`, ['run', `build:${half}`], { cwd: inPlugin() });

/** @type {Part} */
const server = {
  name: "Plugin's server",
  stamp: inPlugin('dist', '.server-stamp'),
  hash: () => hashOf([...named(['server', 'shared', 'scripts', 'package.json']), 'package-lock.json']),
  build: () => build('server'),
};

/** @type {Part} */
const admin = {
  name: "Plugin's admin",
  stamp: inPlugin('dist', '.admin-stamp'),
  hash: () =>
    hashOf([
      ...named(['admin', 'shared', 'scripts', 'package.json', 'vite.config.mts']),
      'package-lock.json',
    ]),
  build: () => build('admin'),
};

/** Where the tarball lies. */
const PACKED = fromRoot('.tmp', 'packed');

const tarballPath = () => {
  const { version } = JSON.parse(readFileSync(inPlugin('package.json'), 'utf8'));
  return path.join(PACKED, `strapi-plugin-index-rebuild-${version}.tgz`);
};

const pack = async () => {
  rmSync(PACKED, { recursive: true, force: true });
  mkdirSync(PACKED, { recursive: true });
  const args = ['pack', '--ignore-scripts', '--pack-destination', PACKED];
  return npm('plugin-pack', args, { cwd: inPlugin() });
};

/** Puts the packed plugin in the place of the workspace's link, with the packages that only it has. */
const install = async (/** @type {string} */ tarball) => {
  const { extract } = await import('tar');
  const unpacked = path.join(path.dirname(tarball), 'package');
  await extract({ file: tarball, cwd: path.dirname(tarball) });
  const own = inPlugin('node_modules');
  if (existsSync(own)) symlinkSync(own, path.join(unpacked, 'node_modules'));
  rmSync(INSTALLED, { recursive: true, force: true });
  renameSync(unpacked, INSTALLED);
};

/** What npm would install: the tests, the demo and the benches run it, and never the sources. */
/** @type {Part} */
const packed = {
  name: 'Plugin package',
  // Gone when npm has put its link there again.
  stamp: path.join(INSTALLED, '.packed-stamp'),
  hash: () =>
    [
      builtFrom(server),
      builtFrom(admin),
      hashOf(named(['bin', 'package.json', 'README.md', 'LICENSE', 'CHANGELOG.md', 'logo.png'])),
    ]
      .map((hash) => hash.slice(0, 16))
      .join('-'),
  isPresent: () => existsSync(tarballPath()),
  async build() {
    const result = await pack();
    if (result.ok) await install(tarballPath());
    return result;
  },
};

/** What the plugin's part of the admin panel was built from. */
export const pluginAdminHash = () => builtFrom(admin);

export const pluginParts = (/** @type {boolean} */ withAdmin) =>
  withAdmin ? [server, admin, packed] : [server, packed];
