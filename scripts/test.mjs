// @ts-check
import { spawn } from 'node:child_process';

import { ensureBuilt } from './build.mjs';
import { setUp, SetupError } from './setup/index.mjs';
import { fromRoot, root } from './setup/paths.mjs';

/*
 * npm test [-- jest options]: installs what is missing, builds, runs all tests. Test files run two
 * at a time, one per core; each has processes, ports and folders of its own.
 */

const jest = (/** @type {string[]} */ args) =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [fromRoot('node_modules', 'jest', 'bin', 'jest.js'), ...args], {
      cwd: root,
      stdio: 'inherit',
    });
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });

try {
  await setUp({ forTests: true });
  await ensureBuilt();
  process.exitCode = await jest(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  console.error(`\n${error.message}`);
  process.exitCode = 1;
}
