import path from 'node:path';

import { PLUGIN_ID } from '../../../shared/constants';
import { hasField } from '../adapters/strapi/field-paths';
import type { Strapi } from '../adapters/strapi/types';
import { ruleFields } from '../domain/passages';
import { templateFields } from '../domain/source-text';
import { settingsSchema, type Settings } from './schema';

export type ResolvedSettings = Settings & { generationsDir: string; modelDir: string };

const refuse = (key: string, why: string): never => {
  throw new Error(`Wrong configuration in config/plugins.ts: ${PLUGIN_ID}: ${key}: ${why}`);
};

/** The source must exist as configured, or the first rebuild would fail far from the cause. */
const checkSource = (strapi: Strapi, { uid, displayName, template, filterable, passages }: Settings['source']) => {
  const model = strapi.contentTypes[uid as keyof typeof strapi.contentTypes];
  if (!model) return refuse('source.uid', `there is no content type "${uid}".`);
  const known = (field: string): boolean => hasField(strapi, uid, field);
  if (!(displayName in model.attributes)) refuse('source.displayName', `${uid} has no field "${displayName}".`);
  const fields = templateFields(template);
  if (fields.length === 0) refuse('source.template', 'it names no field, such as {name}.');
  for (const field of fields) {
    if (!known(field)) refuse('source.template', `${uid} has no field "${field}".`);
  }
  for (const field of ruleFields(passages)) {
    if (!known(field)) refuse('source.passages', `${uid} has no field "${field}".`);
  }
  for (const field of filterable) {
    if (!known(field)) refuse('source.filterable', `${uid} has no field "${field}".`);
  }
  return undefined;
};

const checkStorage = (strapi: Strapi, storageDir: string): void => {
  const relative = path.relative(strapi.dirs.static.public, storageDir);
  if (!relative.startsWith('..') && !path.isAbsolute(relative)) {
    refuse('storageDir', 'it lies in the public folder, which everybody can download.');
  }
};

/** The settings with defaults filled in and paths made absolute. @throws naming the wrong key. */
export const readSettings = (strapi: Strapi): ResolvedSettings => {
  const settings = settingsSchema.parse(strapi.config.get(`plugin::${PLUGIN_ID}`));
  const fromRoot = (relative: string): string => path.resolve(strapi.dirs.app.root, relative);
  const storageDir = fromRoot(settings.storageDir);
  checkSource(strapi, settings.source);
  checkStorage(strapi, storageDir);
  return {
    ...settings,
    generationsDir: path.join(storageDir, 'generations'),
    modelDir: fromRoot(settings.embedder.modelDir),
  };
};
