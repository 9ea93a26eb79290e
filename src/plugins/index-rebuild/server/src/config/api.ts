import { PLUGIN_ID } from '../../../shared/constants';
import type { Strapi } from '../lib/strapi';
import { settingsSchema } from './schema';

const readConfig = (strapi: Strapi) => settingsSchema.parse(strapi.config.get(`plugin::${PLUGIN_ID}`));

/** The content types that are indexed, known before they are checked. */
export const readSourceUids = (strapi: Strapi): string[] => readConfig(strapi).sources.map(({ uid }) => uid);

/** Where search is, below Strapi's own prefix (/api); known before any other setting is used. */
export const readApiPath = (strapi: Strapi): string => readConfig(strapi).api.path;
