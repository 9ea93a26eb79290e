import type { Core } from '@strapi/strapi';

export type { Knex } from 'knex';

export type Strapi = Core.Strapi;

/** The content type of files in the media library. */
export const MEDIA_UID = 'plugin::upload.file';

/** Whether each translation of a document is a row with its own relations. */
export const isLocalized = (strapi: Pick<Strapi, 'getModel'>, uid: string): boolean => {
  const model = strapi.getModel(uid as never) as unknown as
    | { pluginOptions?: { i18n?: { localized?: boolean } } }
    | undefined;
  return model?.pluginOptions?.i18n?.localized === true;
};
