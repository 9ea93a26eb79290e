// @ts-check
import { readFileSync, writeFileSync } from 'node:fs';

import { fromRoot } from './setup/paths.mjs';

/*
 * Run this after changing dependencies: `node scripts/complete-lockfile.mjs`.
 *
 * Some packages have one variant per platform, each an optional dependency. If the registry lacks some
 * of the variants, npm omits them from package-lock.json, and then `npm ci` rejects the file as
 * incomplete. This adds the entries that npm would write with a complete registry.
 */

/** @typedef {{ version?: string, optionalDependencies?: Record<string, string> } & Record<string, unknown>} Entry */

const file = fromRoot('package-lock.json');
/** @type {{ packages: Record<string, Entry> }} */
const lock = JSON.parse(readFileSync(file, 'utf8'));

const SYSTEMS = ['darwin', 'linux', 'win32', 'freebsd', 'openbsd', 'android', 'openharmony'];
const PROCESSORS = ['arm64', 'arm', 'x64', 'ia32', 'ppc64', 's390x', 'riscv64', 'loong64'];

/** The folder around a package: the root for a workspace, which lies in no node_modules. */
const around = (/** @type {string} */ base) => {
  const at = base.lastIndexOf('node_modules/');
  return at < 0 ? '' : base.slice(0, at).replace(/\/$/, '');
};

/** Whether Node would find `name` from inside the package at `from`. */
const resolves = (/** @type {string} */ from, /** @type {string} */ name) => {
  for (let base = from; ; base = around(base)) {
    if (lock.packages[[base, 'node_modules', name].filter(Boolean).join('/')]) return true;
    if (base === '') return false;
  }
};

const entryFor = (/** @type {string} */ name, /** @type {string} */ version) => {
  const parts = name.split('/').at(-1)?.split('-') ?? [];
  const os = SYSTEMS.filter((system) => parts.includes(system));
  const cpu = PROCESSORS.filter((processor) => parts.includes(processor));
  if (os.length !== 1 || cpu.length !== 1 || !/^\d+\.\d+\.\d+$/.test(version)) {
    throw new Error(`${name}@${version} does not name a platform and an exact version; add it by hand.`);
  }
  return { version, cpu, optional: true, os };
};

let added = 0;
for (const [from, { optionalDependencies = {} }] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(optionalDependencies)) {
    if (resolves(from, name)) continue;
    lock.packages[`node_modules/${name}`] = entryFor(name, version);
    added += 1;
  }
}
lock.packages = Object.fromEntries(
  Object.entries(lock.packages).sort(([left], [right]) => left.localeCompare(right, 'en'))
);
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`package-lock.json: ${added} entries added.`);
