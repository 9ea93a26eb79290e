import { z } from 'zod';

import { DRIFT_LEVELS } from './drift';
import { steeringSchema } from './steering';
import { changedWeightsSchema, partFactorsSchema } from './weights';

/** How records are ranked: by meaning and words together, by meaning alone, by words alone. */
export const SEARCH_MODES = ['hybrid', 'semantic', 'lexical'] as const;

export type SearchMode = (typeof SEARCH_MODES)[number];

/** Whether misspelt words of a query are corrected to words that the index has. */
export const SPELLINGS = ['correct', 'exact'] as const;

export type Spelling = (typeof SPELLINGS)[number];

const flag = z
  .enum(['true', 'false'], 'is true or false')
  .optional()
  .transform((text) => text === 'true');

/** A number as a URL has it; an empty parameter is none, and not 0. */
const numeric = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === '' || value === null ? Number.NaN : value), schema);

const count = (least: number) => {
  const error = `is a whole number, ${least} or more`;
  return numeric(z.coerce.number(error).int(error).min(least, error).optional());
};

const MIN_SCORE = 'is a number from 0 to 1';

const LOCALE = 'is a language code such as "en"';

export const localeParameter = z
  .string(LOCALE)
  .regex(/^[A-Za-z0-9-]{2,35}$/, LOCALE)
  .optional();

/** `pagination[page]` and `[pageSize]`, or `[start]` and `[limit]`, as everywhere in Strapi. */
export const searchPaginationSchema = z
  .strictObject(
    {
      page: count(1),
      pageSize: count(1),
      start: count(0),
      limit: count(1),
      withCount: z.unknown(),
    },
    { error: ({ code }) => (code === 'invalid_type' ? 'has parts, such as pagination[page]' : undefined) }
  )
  .partial()
  .refine(
    ({ page, pageSize, start, limit }) =>
      (page === undefined && pageSize === undefined) || (start === undefined && limit === undefined),
    'takes page and pageSize, or start and limit, and not both'
  );

/**
 * Query of GET /api/search and, without `q`, `mode` and `spelling`, of GET /api/search/similar/:documentId. The
 * messages follow the parameter's name.
 */
export const searchQuerySchema = z.object({
  mode: z.enum(SEARCH_MODES, 'is hybrid, semantic or lexical').default('hybrid'),
  spelling: z.enum(SPELLINGS, 'is correct or exact').default('correct'),
  /** Short for `pagination[limit]`. */
  limit: count(1),
  /** 0 makes every record a hit. */
  minScore: numeric(z.coerce.number(MIN_SCORE).min(0, MIN_SCORE).max(1, MIN_SCORE).optional()),
  pagination: searchPaginationSchema.optional(),
  locale: localeParameter,
  /** Adds the best passage to each record. */
  highlight: flag,
  /** Adds the parts of the score to each record, for callers who may see them. */
  explain: flag,
});

export type SearchQuery = z.infer<typeof searchQuerySchema>;

/** A value of a field, and how many of all hits have it. */
export const facetSchema = z.array(
  z.object({
    value: z.union([z.string(), z.number(), z.boolean()]),
    count: z.number().int().positive(),
  })
);

/** What every answer says about itself. */
export const searchMetaSchema = z.object({
  /** The generation that the whole answer comes from. */
  generation: z.string(),
  mode: z.enum(SEARCH_MODES),
  /** The query that was searched, when misspelt words of the one asked were corrected. */
  correctedTo: z.string().optional(),
  /** How near in meaning a record without the query's words had to be; null when that did not matter. */
  minScore: z.number().nullable(),
  /** How far the published records have changed since; null until known. */
  drift: z.enum(DRIFT_LEVELS).nullable(),
  /** Milliseconds on the server. */
  took: z.number().int().nonnegative(),
  pagination: z.object({
    page: z.number().int().positive(),
    pageSize: z.number().int().positive(),
    pageCount: z.number().int().nonnegative(),
    /** How many records can be paged through. */
    total: z.number().int().nonnegative(),
    /** Whether there are more than can be paged through. */
    capped: z.boolean(),
  }),
  /** Up to 100 values by field; below the content type's name when several are searched. Only if asked for. */
  facets: z
    .union([z.record(z.string(), facetSchema), z.record(z.string(), z.record(z.string(), facetSchema))])
    .optional(),
  /** Search rules and synonyms of this query. Only with `explain`, and only where there are any. */
  steering: steeringSchema.optional(),
  /** What counts more or less than it was tuned to. Only with `explain`, and only where something does. */
  weights: changedWeightsSchema.optional(),
});

export type SearchMeta = z.infer<typeof searchMetaSchema>;

/**
 * A record with its content type and its score. Its other fields are those of the content type, as far as
 * the caller may see them.
 */
export const searchHitSchema = z.looseObject({
  documentId: z.string(),
  /** The uid of its content type, such as `api::article.article`. */
  contentType: z.string(),
  /** Comparable only within one answer. */
  score: z.number(),
  /** The best passage; null when there is none or the record as shown does not contain it. */
  highlight: z.string().nullable().optional(),
  explain: z
    .object({
      ...{ whole: z.number(), passage: z.number(), lexical: z.number(), name: z.number() },
      /** It stands where it does because of a search rule. */
      pinned: z.literal(true).optional(),
      /** By what the other parts count, where that is not 1. */
      factors: partFactorsSchema.optional(),
    })
    .optional(),
});

export const searchResponseSchema = z.object({ data: z.array(searchHitSchema), meta: searchMetaSchema });

const described = {
  type: z
    .string()
    .optional()
    .describe('Only these content types, by singular name or uid, separated by commas.'),
  filters: z
    .record(z.string(), z.unknown())
    .optional()
    .describe("Strapi's filters, exact; with several content types below the name of one: filters[article]."),
  facets: z
    .union([z.string(), z.array(z.string()), z.record(z.string(), z.unknown())])
    .optional()
    .describe(
      'Filterable fields whose values are counted over all hits, separated by commas; with several content types below the name of one: facets[article].'
    ),
  locale: z.string().optional().describe('The language that is searched; the default one when left out.'),
  fields: z.array(z.string()).optional().describe('What of each record is shown.'),
  populate: z
    .union([z.string(), z.array(z.string())])
    .optional()
    .describe('Which relations are shown.'),
  limit: z.number().int().min(1).optional().describe('Short for pagination[limit].'),
  minScore: z
    .number()
    .min(0)
    .max(1)
    .optional()
    .describe('How near in meaning a record must be to be a hit; 0 for every record.'),
  pagination: z
    .object({
      page: z.number().int().min(1).optional(),
      pageSize: z.number().int().min(1).optional(),
      start: z.number().int().min(0).optional(),
      limit: z.number().int().min(1).optional(),
    })
    .optional(),
  highlight: z.boolean().optional().describe('Adds the passage that fits best.'),
  explain: z.boolean().optional().describe('Adds the parts of the score, for those who may see them.'),
};

/** The parameters of GET /api/search as its OpenAPI description shows them; `searchQuerySchema` reads them. */
export const searchParameters = {
  q: z.string().min(1).describe('What to search for.'),
  mode: z.enum(SEARCH_MODES).optional().describe('By meaning and words, by meaning alone, by words alone.'),
  spelling: z
    .enum(SPELLINGS)
    .optional()
    .describe(
      'Whether words that no record has are corrected to ones that are near, or searched as they are.'
    ),
  ...described,
};

/** Those of GET /api/search/similar/:documentId. */
export const similarParameters = described;
