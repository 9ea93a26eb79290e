// @ts-check
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

import { fromRoot, root } from './setup/paths.mjs';

/*
 * npm run test:install [-- KIND…]: installs the packed plugin into generated applications of every kind.
 * `npm test` has the first of them; docs/install.md the results of all.
 */
const KINDS = ['typescript-npm', 'typescript-pnpm', 'javascript-npm', 'javascript-pnpm'];

const chosen = process.argv.slice(2);

/** @type {[string, string][]} */
const results = (chosen.length > 0 ? chosen : KINDS).map((kind) => {
  const startedAt = performance.now();
  const report = fromRoot('.tmp', `install-${kind}.json`);
  const args = [fromRoot('scripts/test.mjs'), '--selectProjects', 'integration', '--', 'installed.test'];
  const { status } = spawnSync(process.execPath, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, INSTALL_KIND: kind, INSTALL_REPORT: report },
  });
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(0);
  const steps = status === 0 ? `, of which ${readFileSync(report, 'utf8')}` : '';
  return [kind, `${status === 0 ? 'passed' : 'FAILED'} in ${seconds} s${steps}`];
});

for (const [kind, result] of results) console.log(`${kind}: ${result}`);
process.exitCode = results.every(([, result]) => result.startsWith('passed')) ? 0 : 1;
