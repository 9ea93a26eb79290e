import { existsSync } from 'node:fs';
import path from 'node:path';

import { createStrapi } from '@strapi/strapi';

import type { Strapi } from '../lib/strapi';
import { SIGNALS } from './interrupt';
import { assertPrepared } from './prepared';

/**
 * Makes the bootstrap do only what a command needs. Strapi would start the application's cron tasks, sync
 * the database's schema with this build and migrate content. That is the server's job: a command may run beside one, under another configuration or before a deployment is complete.
 */
const restrain = (strapi: Strapi): void => {
  // Strapi adds tasks paused; only this starts them.
  strapi.cron.start = () => strapi.cron;
  // Strapi calls this with the database connected and nothing written yet.
  strapi.hook('strapi::content-types.beforeSync').call = (
    contentTypes: Parameters<typeof assertPrepared>[1]
  ) => assertPrepared(strapi, contentTypes);
  strapi.db.schema.sync = () => Promise.resolve('UNCHANGED');
};

/** Where the application's compiled files are: beside its sources, if those are JavaScript. */
const distDirOf = (appDir: string): string => {
  const distDir = path.join(appDir, 'dist');
  if (existsSync(path.join(distDir, 'config'))) return distDir;
  if (!existsSync(path.join(appDir, 'tsconfig.json'))) return appDir;
  throw new Error('The application is not built yet. Run "npm run build" in its folder, then try again.');
};

/** Strapi ends the process with 0 on a signal, whatever becomes of the command: what a signal means is up to that. */
const withoutSignals = <T>(create: () => T): T => {
  const before = SIGNALS.map((signal) => process.listeners(signal));
  const created = create();
  SIGNALS.forEach((signal, at) => {
    const added = process.listeners(signal).filter((listener) => !before[at].includes(listener));
    for (const listener of added) process.off(signal, listener);
  });
  return created;
};

/**
 * The application in the current folder, loaded but not listening: its database and its settings.
 *
 * @throws SCHEMA_OUTDATED unless the server has prepared the database for this build.
 */
export const withStrapi = async <T>(work: (strapi: Strapi) => Promise<T>): Promise<T> => {
  process.env.STRAPI_TELEMETRY_DISABLED ??= 'true';
  const appDir = process.cwd();
  const strapi = withoutSignals(() =>
    createStrapi({
      ...{ appDir, distDir: distDirOf(appDir) },
      ...{ autoReload: false, serveAdminPanel: false },
    })
  );
  // The output belongs to the command.
  strapi.log.level = 'error';
  await strapi.register();
  restrain(strapi);
  await strapi.bootstrap();
  try {
    return await work(strapi);
  } finally {
    await strapi.destroy();
  }
};
