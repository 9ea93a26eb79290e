import path from 'node:path';

import { createStrapi } from '@strapi/strapi';

import type { Strapi } from '../adapters/strapi/types';

/** The application in the present folder, loaded but not listening: its database and its settings. */
export const withStrapi = async <T>(work: (strapi: Strapi) => Promise<T>): Promise<T> => {
  process.env.STRAPI_TELEMETRY_DISABLED ??= 'true';
  const appDir = process.cwd();
  const strapi = createStrapi({
    ...{ appDir, distDir: path.join(appDir, 'dist') },
    ...{ autoReload: false, serveAdminPanel: false },
  });
  // The output belongs to the command.
  strapi.log.level = 'error';
  await strapi.load();
  try {
    return await work(strapi);
  } finally {
    await strapi.destroy();
  }
};
