import path from 'node:path';

import { PLUGIN_ID } from '../../../shared/constants';
import { hasField, isPrivateField } from '../adapters/strapi/field-paths';
import type { Strapi } from '../lib/strapi';
import { defaultMemoryMb } from '../domain/estimate';
import { ruleFields } from '../domain/passages';
import { templateFields } from '../domain/source-text';
import type { EmbedderChoice } from '../ports/embedder';
import { settingsSchema, type Settings } from './schema';

export type ResolvedSettings = Settings & {
  embedder: EmbedderChoice;
  builder: { memoryMb: number };
};

type Model = {
  attributes: Record<string, { type: string; relation?: string; target?: string; mappedBy?: string }>;
  options?: { draftAndPublish?: boolean };
  pluginOptions?: { i18n?: { localized?: boolean } };
};

const refuse = (key: string, why: string): never => {
  throw new Error(`Wrong configuration in config/plugins.ts: ${PLUGIN_ID}: ${key}: ${why}`);
};

/** The source must exist as configured, or the first rebuild would fail far from the cause. */
const checkSource = (
  strapi: Strapi,
  { uid, displayName, template, filterable, passages }: Settings['source']
) => {
  const model = strapi.contentTypes[uid as keyof typeof strapi.contentTypes];
  if (!model) return refuse('source.uid', `there is no content type "${uid}".`);
  const known = (field: string): boolean => hasField(strapi, uid, field);
  if (!(displayName in model.attributes))
    refuse('source.displayName', `${uid} has no field "${displayName}".`);
  const fields = templateFields(template);
  if (fields.length === 0) refuse('source.template', 'it names no field, such as {name}.');
  for (const field of fields) {
    if (!known(field)) refuse('source.template', `${uid} has no field "${field}".`);
  }
  for (const field of ruleFields(passages)) {
    if (!known(field)) refuse('source.passages', `${uid} has no field "${field}".`);
  }
  if (isPrivateField(strapi, uid, passages.field)) {
    refuse(
      'source.passages.field',
      `"${passages.field}" of ${uid} is private, but passages are shown to anyone who searches with highlight.`
    );
  }
  for (const field of filterable) {
    if (!known(field)) refuse('source.filterable', `${uid} has no field "${field}".`);
  }
  return undefined;
};

/** The taxonomy has no drafts and locales, so that one row is one tag. */
const checkTags = (strapi: Strapi, { source, tags }: Settings): void => {
  if (tags === null) return;
  const types: Record<string, unknown> = { ...strapi.contentTypes };
  const model = types[tags.taxonomy] as Model | undefined;
  if (!model) return refuse('tags.taxonomy', `there is no content type "${tags.taxonomy}".`);
  if (!('name' in model.attributes)) refuse('tags.taxonomy', `${tags.taxonomy} has no field "name".`);
  if (model.options?.draftAndPublish)
    refuse('tags.taxonomy', `${tags.taxonomy} has drafts. Turn draft & publish off for it.`);
  if (model.pluginOptions?.i18n?.localized)
    refuse('tags.taxonomy', `${tags.taxonomy} has locales. Turn them off for it.`);
  const relation = (types[source.uid] as Model).attributes[tags.field];
  if (
    relation?.type !== 'relation' ||
    relation.target !== tags.taxonomy ||
    relation.relation !== 'manyToMany' ||
    relation.mappedBy
  ) {
    refuse(
      'tags.field',
      `"${tags.field}" of ${source.uid} must be a manyToMany relation of its own to ${tags.taxonomy}.`
    );
  }
  const indexed = [...templateFields(source.template), ...ruleFields(source.passages), ...source.filterable];
  if (indexed.includes(tags.field)) {
    refuse(
      'tags.field',
      `"${tags.field}" belongs to the indexed text or values (source), so tagging would change every record.`
    );
  }
};

const checkStorage = (strapi: Strapi, storageDir: string): void => {
  const relative = path.relative(strapi.dirs.static.public, storageDir);
  if (!relative.startsWith('..') && !path.isAbsolute(relative)) {
    refuse('storageDir', 'it is inside the public folder, which anyone can download.');
  }
};

/** The settings with defaults and absolute paths. @throws naming the wrong key. */
export const readSettings = (strapi: Strapi): ResolvedSettings => {
  const settings = settingsSchema.parse(strapi.config.get(`plugin::${PLUGIN_ID}`));
  const fromRoot = (relative: string): string => path.resolve(strapi.dirs.app.root, relative);
  const storageDir = fromRoot(settings.storageDir);
  const { builder, embedder } = settings;
  checkSource(strapi, settings.source);
  checkTags(strapi, settings);
  checkStorage(strapi, storageDir);
  return {
    ...settings,
    storageDir,
    builder: { ...builder, memoryMb: builder.memoryMb ?? defaultMemoryMb(builder.threads) },
    embedder: embedder.kind === 'local' ? { ...embedder, modelDir: fromRoot(embedder.modelDir) } : embedder,
  };
};
