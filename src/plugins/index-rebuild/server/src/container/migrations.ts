import { renameColumns } from '../adapters/strapi/earlier-columns';
import type { Strapi } from '../lib/strapi';

/** Strapi runs each once, before it adds the columns that models have and drops those that none has. */
export const registerMigrations = (strapi: Strapi): void => {
  void strapi.db.migrations.providers.internal.register(renameColumns);
};
