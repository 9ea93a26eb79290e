// @ts-check
import { spawnSync } from 'node:child_process';

import { fromRoot, root } from './setup/paths.mjs';

/* npm run typecheck: the server, the admin, the scripts and the tests, each with its own settings. */
const PROJECTS = [
  'tsconfig.json',
  'src/plugins/index-rebuild/server/tsconfig.json',
  'src/plugins/index-rebuild/admin/tsconfig.json',
  'scripts/tsconfig.json',
  'scripts/page.tsconfig.json',
  'tests/tsconfig.json',
];

const check = (/** @type {string} */ project) => {
  console.log(`Types: ${project}`);
  const tsc = fromRoot('node_modules', 'typescript', 'bin', 'tsc');
  return spawnSync(process.execPath, [tsc, '--noEmit', '-p', project], { cwd: root, stdio: 'inherit' });
};

const failed = PROJECTS.filter((project) => check(project).status !== 0);
if (failed.length > 0) console.error(`Type errors in ${failed.join(', ')}`);
process.exitCode = failed.length === 0 ? 0 : 1;
