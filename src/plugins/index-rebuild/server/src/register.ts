import { PLUGIN_ID, RECORD_FIELD, RECORDS_FIELD, SOURCE_FIELD } from '../../shared/constants';
import type { Strapi } from './lib/strapi';
import { registerMigrations } from './container/migrations';
import { databaseOutage } from './middlewares/database-outage';
import { registerNotice } from './services/drift/notice';
import { extendContentManager } from './routes/content-manager';
import {
  artifactModel,
  catalogModel,
  dismissedSynonymsModel,
  driftModel,
  driftStateModel,
  generationModel,
  insightDaysModel,
  insightQueriesModel,
  rateLimitModel,
  recordTagsModel,
  replicaModel,
  settingsChangeModel,
  settingsModel,
} from './content-types/models';

/** Fields with inputs of their own in the Content Manager. What they store is what a field of their type stores. */
const CUSTOM_FIELDS = [
  { name: SOURCE_FIELD, plugin: PLUGIN_ID, type: 'string' },
  { name: RECORD_FIELD, plugin: PLUGIN_ID, type: 'string' },
  { name: RECORDS_FIELD, plugin: PLUGIN_ID, type: 'text' },
] as const;

/** The plugin's own tables. They are not content types: editors and APIs never see them. */
export const register = ({ strapi }: { strapi: Strapi }): void => {
  const models = strapi.get('models');
  models.add(catalogModel);
  models.add(generationModel);
  models.add(recordTagsModel);
  models.add(driftModel);
  models.add(driftStateModel);
  models.add(insightQueriesModel);
  models.add(insightDaysModel);
  models.add(replicaModel);
  models.add(rateLimitModel);
  models.add(settingsModel);
  models.add(settingsChangeModel);
  models.add(dismissedSynonymsModel);
  strapi.customFields.register([...CUSTOM_FIELDS]);
  models.add(artifactModel(String(strapi.config.get('database.connection.client'))));
  registerMigrations(strapi);
  extendContentManager(strapi);
  registerNotice(strapi);
  strapi.server.use(databaseOutage(strapi));
};
