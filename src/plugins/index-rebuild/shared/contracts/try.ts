import { z } from 'zod';

import { sourceSchema } from './common';
import { recordStateSchema } from './drift';
import { localeParameter, SEARCH_MODES, searchMetaSchema } from './search';
import { partFactorsSchema, weightsSchema } from './weights';

const version = z.string().max(100).optional();

/** What `readRequest` reads and checks like the parameters of GET /api/search. */
const likeSearch = {
  q: z.unknown().optional(),
  mode: z.unknown().optional(),
  spelling: z.unknown().optional(),
  minScore: z.unknown().optional(),
  filters: z.unknown().optional(),
  locale: localeParameter,
  /** JSON of other weights than visitors' searches have. */
  weights: z.string().max(10_000).optional(),
};

/** GET /index-rebuild/try: a search as visitors make it. `version` is a generation's id, the live one when left out. */
export const tryQuerySchema = z.strictObject({ ...likeSearch, limit: z.unknown().optional(), version });

/** GET /index-rebuild/try/record: the same search, and a record whose place in it is asked for. */
export const tryRecordQuerySchema = z.strictObject({
  ...likeSearch,
  version,
  uid: z.string().max(300),
  documentId: z.string().max(100),
});

/** GET /index-rebuild/try/records: records by a part of their name, drafts among them. */
export const tryRecordsQuerySchema = z.strictObject({ name: z.string().max(200), locale: localeParameter });

/** Documents of one request for names. */
const MAX_NAMED = 100;

/**
 * GET /index-rebuild/records: records to choose from, by a part of their name, of all sources or of one; or,
 * with `ids`, separated by commas, how those documents of a source are called.
 */
export const recordChoicesQuerySchema = z.strictObject({
  name: z.string().max(200).default(''),
  locale: localeParameter,
  uid: z.string().max(300).optional(),
  ids: z
    .string()
    .max(10_000)
    .transform((ids) => ids.split(',').slice(0, MAX_NAMED))
    .optional(),
});

const scorePartsSchema = z.object({
  whole: z.number(),
  passage: z.number(),
  lexical: z.number(),
  name: z.number(),
});

/** A published record or a draft, as the Content Manager shows it to this administrator. */
export const tryRecordRefSchema = z.object({
  uid: z.string(),
  documentId: z.string(),
  locale: z.string().nullable(),
  /** Null when the administrator may not read it. */
  name: z.string().nullable(),
});

export const tryHitSchema = tryRecordRefSchema.extend({
  score: z.number(),
  parts: scorePartsSchema,
  /** By what they count, where that is not 1. */
  factors: partFactorsSchema.optional(),
  /** It stands where it does because of a search rule. */
  pinned: z.boolean(),
  /** The passage that fits best; null when the record no longer has it, or the administrator may not read it. */
  passage: z.string().nullable(),
});

export const tryResponseSchema = z.object({
  data: z.array(tryHitSchema),
  meta: searchMetaSchema
    .pick({
      ...{ generation: true, mode: true, correctedTo: true, minScore: true, took: true },
      ...{ steering: true, weights: true },
    })
    .extend({
      /** Whether visitors' search answers from this version, changed records included. */
      live: z.boolean(),
      total: z.number().int().nonnegative(),
      /** Whether there are more hits than `total`, which cannot be paged through. */
      capped: z.boolean(),
    }),
});

/**
 * Why a record is not among the hits: it is not published; has no text; the version does not have it; it waits
 * to become searchable; a search rule hides it; the filters leave it out; it shares no word with the query; it is not near enough to
 * it; too many others fit better. `outdated`: search still has an earlier text of it.
 */
export const TRY_REASONS = [
  'draft',
  'noText',
  'notInVersion',
  'waiting',
  'hidden',
  'filteredOut',
  'noWord',
  'belowCutOff',
  'beyondLast',
  'outdated',
] as const;

export const tryRecordSchema = z.object({
  record: tryRecordRefSchema,
  generation: z.string(),
  live: z.boolean(),
  mode: z.enum(SEARCH_MODES),
  correctedTo: z.string().optional(),
  minScore: z.number().nullable(),
  /** From 1, among all hits; null when it is none. */
  rank: z.number().int().positive().nullable(),
  total: z.number().int().nonnegative(),
  capped: z.boolean(),
  /** What it would have without filters and cut-off; null where search knows nothing of it. */
  score: z.number().nullable(),
  parts: scorePartsSchema.nullable(),
  factors: partFactorsSchema.optional(),
  reasons: z.array(z.enum(TRY_REASONS)),
  /** How it stands to the live version. */
  state: recordStateSchema.nullable(),
});
export const tryRecordResponseSchema = z.object({ data: tryRecordSchema });

export const tryRecordsResponseSchema = z.object({ data: z.array(tryRecordRefSchema) });

export const recordChoicesResponseSchema = z.object({
  data: z.array(tryRecordRefSchema),
  meta: z.object({ sources: z.array(sourceSchema) }),
});

/** GET /index-rebuild/try/options: what can be chosen. */
export const tryOptionsSchema = z.object({
  sources: z.array(
    sourceSchema.extend({
      /** Fields that this administrator may filter by equality. */
      filterable: z.array(z.string()),
      /** Indexed fields, which may weigh more or less. */
      weighable: z.array(z.string()),
    })
  ),
  /** Those of visitors' searches. */
  weights: weightsSchema,
  /** The version of that setting: whoever changes it names what they have seen. */
  weightsVersion: z.number().int().nonnegative(),
  /** Whether settings cannot be changed in the admin. */
  weightsReadOnly: z.boolean(),
  /** Codes, the default one first; empty when no content type has locales. */
  locales: z.array(z.string()),
  /** Latest first. */
  versions: z.array(
    z.object({
      id: z.string(),
      live: z.boolean(),
      createdAt: z.string(),
      records: z.number().int().nonnegative(),
    })
  ),
});
export const tryOptionsResponseSchema = z.object({ data: tryOptionsSchema });

export type TryHit = z.infer<typeof tryHitSchema>;
export type TryResponse = z.infer<typeof tryResponseSchema>;
export type TryReason = (typeof TRY_REASONS)[number];
export type TryRecordRef = z.infer<typeof tryRecordRefSchema>;
export type TryRecord = z.infer<typeof tryRecordSchema>;
export type TryRecordResponse = z.infer<typeof tryRecordResponseSchema>;
export type TryRecordsResponse = z.infer<typeof tryRecordsResponseSchema>;
export type RecordChoicesQuery = z.infer<typeof recordChoicesQuerySchema>;
export type RecordChoices = z.infer<typeof recordChoicesResponseSchema>;
export type TryOptions = z.infer<typeof tryOptionsSchema>;
export type TryOptionsResponse = z.infer<typeof tryOptionsResponseSchema>;
