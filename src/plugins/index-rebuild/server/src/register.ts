import type { Strapi } from './lib/strapi';
import { registerMigrations } from './container/migrations';
import { extendContentManager } from './routes/content-manager';
import {
  catalogModel,
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
  registerMigrations(strapi);
  extendContentManager(strapi);
};
