// @ts-check
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { fromRoot } from '../setup/paths.mjs';
import { SetupError } from '../setup/run.mjs';

const filesUnder = (/** @type {string} */ start) => {
  const full = fromRoot(start);
  if (!existsSync(full)) return [];
  if (!statSync(full).isDirectory()) return [full];
  return readdirSync(full, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name))
    .sort();
};

/** Hash of the names and contents of files and of everything in folders, given from the root. */
export const hashOf = (/** @type {string[]} */ starts) => {
  const hash = createHash('sha256');
  for (const file of starts.flatMap(filesUnder)) {
    hash.update(`${path.relative(fromRoot(), file)}\0`).update(readFileSync(file));
  }
  return hash.digest('hex');
};

/**
 * A part of the build: `stamp` is the file that says which sources it was built from, `isPresent` whether
 * what it made is still there.
 *
 * @typedef {{ name: string, stamp: string, hash(): string,
 *   isPresent?(): boolean, build(): Promise<{ ok: boolean, tail: string }> }} Part
 */

/** The hash that a part was last built from; empty if it never was. */
export const builtFrom = (/** @type {Part} */ { stamp }) =>
  existsSync(stamp) ? readFileSync(stamp, 'utf8') : '';

/** Builds a part unless it was built from the same sources. */
export const ensure = async (/** @type {Part} */ part, /** @type {(line: string) => void} */ log) => {
  const hash = part.hash();
  if (builtFrom(part) === hash && (part.isPresent?.() ?? true)) return;
  log(`${part.name}: building …`);
  const startedAt = performance.now();
  rmSync(part.stamp, { force: true });
  const { ok, tail } = await part.build();
  if (!ok) throw new SetupError(`${part.name}: the build failed:\n${tail}`);
  mkdirSync(path.dirname(part.stamp), { recursive: true });
  writeFileSync(part.stamp, hash);
  log(`${part.name}: built (${((performance.now() - startedAt) / 1000).toFixed(0)} s)`);
};
