import { PLUGIN_ID } from '../../../shared/constants';
import type { Strapi } from '../lib/strapi';
import { settingsSchema } from './schema';

/** Where search is, below Strapi's own prefix (/api); known before any other setting is used. */
export const readApiPath = (strapi: Strapi): string =>
  settingsSchema.parse(strapi.config.get(`plugin::${PLUGIN_ID}`)).api.path;
