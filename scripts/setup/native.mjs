// @ts-check
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

import { ensureDebianPackages } from './plugin.mjs';

/** The folder above `include/node` with this Node's headers, if they are on this machine. */
export const nodeHeaders = () => {
  const candidates = [path.resolve(process.execPath, '../..'), '/usr', '/usr/local'];
  return candidates.find((base) => existsSync(path.join(base, 'include', 'node', 'node_api.h')));
};

const isMissing = (/** @type {string} */ program) =>
  spawnSync(program, ['--version'], { stdio: 'ignore' }).status !== 0;

/** A C++ compiler and whatever else node-gyp needs. */
export const ensureCompiler = async (/** @type {string} */ purpose) => {
  const missing = ['python3', 'make', 'g++'].filter(isMissing);
  if (missing.length > 0) await ensureDebianPackages(missing, purpose);
  if (!nodeHeaders()) await ensureDebianPackages(['libnode-dev'], purpose);
};
