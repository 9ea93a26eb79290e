import type { Core } from '@strapi/strapi';

export type { Knex } from 'knex';

export type Strapi = Core.Strapi;

/** Whether each translation of a document is a row with its own relations. */
export const isLocalized = (strapi: Pick<Strapi, 'getModel'>, uid: string): boolean => {
  const model = strapi.getModel(uid as never) as unknown as
    | { pluginOptions?: { i18n?: { localized?: boolean } } }
    | undefined;
  return model?.pluginOptions?.i18n?.localized === true;
};
