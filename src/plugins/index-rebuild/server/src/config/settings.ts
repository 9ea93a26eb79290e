import path from 'node:path';

import { PLUGIN_ID } from '../../../shared/constants';
import { filterProblem, fieldProblem } from '../adapters/strapi/field-paths';
import type { Strapi } from '../lib/strapi';
import { weightProblems } from '../domain/weights';
import { defaultMemoryMb } from '../domain/estimate';
import { ruleFields } from '../domain/passages';
import { setupDirOf } from '../domain/setup-folder';
import { templateFields } from '../domain/source-text';
import type { EmbedderChoice } from '../ports/embedder';
import { settingsSchema, type Settings } from './schema';
import { resolveSources, type Refuse, type Source } from './sources';

export type ResolvedSettings = Omit<Settings, 'sources'> & {
  sources: readonly Source[];
  embedder: EmbedderChoice;
  builder: { memoryMb: number };
  /** The folder that `setup` fills. */
  setupDir: string;
};

type Model = {
  attributes: Record<string, { type: string; relation?: string; target?: string; mappedBy?: string }>;
  options?: { draftAndPublish?: boolean };
  pluginOptions?: { i18n?: { localized?: boolean } };
};

/** @throws Always; Strapi then does not start. @param why A sentence. */
export const refuse: Refuse = (key, why) => {
  throw new Error(`Wrong configuration in config/plugins.ts: ${PLUGIN_ID}: ${key}: ${why}`);
};

/** Kinds of fields that can name a record: one column, and short. */
const PLAIN = [
  'string',
  'text',
  'email',
  'uid',
  'enumeration',
  'integer',
  'biginteger',
  'date',
  'customField',
];

/** A source must be as configured, or the first rebuild would fail far from the cause. */
const checkSource = (strapi: Strapi, source: Source, key: string): void => {
  const { uid, displayName, template, filterable, passages } = source;
  const check = (part: string, fields: readonly string[]): void => {
    for (const field of fields) {
      const problem = fieldProblem(strapi, uid, field);
      if (problem) refuse(`${key}.${part}`, problem);
    }
  };
  check('displayName', [displayName]);
  const { attributes } = (strapi.contentTypes as unknown as Record<string, Model>)[uid];
  if (!PLAIN.includes(attributes[displayName]?.type))
    refuse(`${key}.displayName`, `"${displayName}" of ${uid} is no plain field, such as a short text.`);
  const fields = templateFields(template);
  if (fields.length === 0) refuse(`${key}.template`, 'it names no field, such as {name}.');
  check('template', fields);
  check('passages', ruleFields(passages));
  check('filterable', filterable);
  for (const field of filterable) {
    const problem = filterProblem(strapi, uid, field);
    if (problem) refuse(`${key}.filterable`, problem);
  }
};

/** The taxonomy has no drafts and locales, so that one row is one tag. */
const checkTaxonomy = (strapi: Strapi, taxonomy: string): void => {
  const model = (strapi.contentTypes as unknown as Record<string, Model>)[taxonomy];
  if (!model) return refuse('tags.taxonomy', `there is no content type "${taxonomy}".`);
  if (!('name' in model.attributes)) refuse('tags.taxonomy', `${taxonomy} has no field "name".`);
  if (model.options?.draftAndPublish)
    refuse('tags.taxonomy', `${taxonomy} has drafts. Turn draft & publish off for it.`);
  if (model.pluginOptions?.i18n?.localized)
    refuse('tags.taxonomy', `${taxonomy} has locales. Turn them off for it.`);
};

const checkTagField = (
  strapi: Strapi,
  source: Source,
  field: string,
  taxonomy: string,
  key: string
): void => {
  const { uid, template, passages, filterable } = source;
  const relation = (strapi.contentTypes as unknown as Record<string, Model>)[uid].attributes[field];
  if (
    relation?.type !== 'relation' ||
    relation.target !== taxonomy ||
    relation.relation !== 'manyToMany' ||
    relation.mappedBy
  ) {
    refuse(key, `"${field}" of ${uid} must be a manyToMany relation of its own to ${taxonomy}.`);
  }
  const indexed = [...templateFields(template), ...ruleFields(passages), ...filterable];
  if (indexed.some((path) => path.split('.')[0] === field)) {
    refuse(key, `"${field}" belongs to the indexed text or values, so tagging would change every record.`);
  }
};

const checkTags = (strapi: Strapi, { tags }: Settings, sources: readonly Source[]): void => {
  if (tags === null) return;
  checkTaxonomy(strapi, tags.taxonomy);
  if (sources.every(({ tagField }) => tagField === null))
    refuse('tags', 'no source has a tagField that tags could be written to.');
  sources.forEach((source, at) => {
    const { tagField } = source;
    if (tagField !== null) checkTagField(strapi, source, tagField, tags.taxonomy, `sources[${at}].tagField`);
  });
};

const checkWeights = ({ search }: Settings, sources: readonly Source[]): void => {
  for (const { path: parts, message } of weightProblems(search.weights, sources))
    refuse(['search.weights', ...parts].join('.'), message);
};

const checkStorage = (strapi: Strapi, storageDir: string): void => {
  const relative = path.relative(strapi.dirs.static.public, storageDir);
  if (!relative.startsWith('..') && !path.isAbsolute(relative)) {
    refuse('storageDir', 'it is inside the public folder, which anyone can download.');
  }
};

/** SQLite is for one process, which counts in memory. */
const checkRateLimit = (strapi: Strapi, { search: { rateLimit } }: Settings): void => {
  if (rateLimit.shared && strapi.db.dialect.client !== 'postgres')
    refuse('search.rateLimit.shared', 'several processes can only count together in PostgreSQL.');
};

/** In a cluster every process has every generation. */
const checkEngine = ({ engine, artifacts }: Settings): void => {
  if (engine.kind === 'opensearch' && artifacts.kind !== 'fs')
    refuse('artifacts', 'with engine.kind "opensearch" there are no files to share. Leave it out.');
};

/** The settings with defaults and absolute paths. @throws naming the wrong key. */
export const readSettings = (strapi: Strapi): ResolvedSettings => {
  const settings = settingsSchema.parse(strapi.config.get(`plugin::${PLUGIN_ID}`));
  const fromRoot = (relative: string): string => path.resolve(strapi.dirs.app.root, relative);
  const storageDir = fromRoot(settings.storageDir);
  const { builder, embedder, engine } = settings;
  const sources = resolveSources(strapi, settings, refuse);
  sources.forEach((source, at) => checkSource(strapi, source, `sources[${at}]`));
  checkTags(strapi, settings, sources);
  checkWeights(settings, sources);
  checkStorage(strapi, storageDir);
  checkRateLimit(strapi, settings);
  checkEngine(settings);
  return {
    ...settings,
    sources,
    storageDir,
    setupDir: fromRoot(setupDirOf(process.env)),
    engine:
      engine.kind === 'opensearch' && engine.ca !== null ? { ...engine, ca: fromRoot(engine.ca) } : engine,
    builder: { ...builder, memoryMb: builder.memoryMb ?? defaultMemoryMb(builder.threads) },
    embedder: embedder.kind === 'local' ? { ...embedder, modelDir: fromRoot(embedder.modelDir) } : embedder,
  };
};
