// @ts-check
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

import { fromRoot } from './paths.mjs';
import { npm, SetupError } from './run.mjs';

const stampFile = fromRoot('node_modules', '.index-rebuild-lock');

const lockHash = () =>
  createHash('sha256')
    .update(readFileSync(fromRoot('package-lock.json')))
    .digest('hex');

/** The packages of package-lock.json, without running any of their scripts. */
export const nodeModules = {
  name: 'Node packages',
  isDone: () => existsSync(stampFile) && readFileSync(stampFile, 'utf8') === lockHash(),
  async run() {
    const { ok, tail } = await npm('npm-ci', ['ci', '--no-audit', '--no-fund']);
    if (!ok) {
      throw new SetupError(
        `npm ci failed:\n${tail}\n\nCheck the connection to the package registry, then run this again.`
      );
    }
    writeFileSync(stampFile, lockHash());
  },
};
