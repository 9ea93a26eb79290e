import { availableParallelism } from 'node:os';

import { z } from 'zod';

import { weightsSchema } from '../../../shared/contracts';
import { artifactsSchema } from './artifacts';
import { engineSchema } from './engine';
import { limitsSchema } from './limits';
import { embedderSchema, providerTaggerSchema } from './provider';
import {
  automaticRebuildSchema,
  cronSchema,
  driftWarningSchema,
  goldenQueriesSchema,
  insightsSchema,
  overlaySchema,
  retentionSchema,
  runGuardsSchema,
  scheduleSchema,
} from './sections';
import { sourceSchema } from './source-schema';
import { timeoutsSchema } from './timeouts';

/** docs/tags.md says how the threshold was chosen. */
const taggerSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('local'),
    /** Minimum score of a tag that is given. */
    threshold: z.number().min(0).max(1).default(0.45),
  }),
  providerTaggerSchema,
]);

/** Each thread has a model in memory, and beyond four threads the rest of the build takes the time. */
export const defaultThreads = (cores: number): number => Math.min(4, Math.max(1, cores));

/** Everything that can be set in config/plugins.ts under `index-rebuild`; docs/configuration.md explains it. */
export const settingsSchema = z.strictObject({
  /** Where generations are kept; relative to the application's root. Never under `public`. */
  storageDir: z.string().min(1).default('.tmp/index-rebuild'),
  /** The place from which every Strapi process has generations. */
  artifacts: artifactsSchema,
  /** The content types that are indexed together. What is left out is derived from the content type. */
  sources: z.array(sourceSchema).default([]),
  embedder: embedderSchema.prefault({}),
  builder: z
    .strictObject({
      threads: z.number().int().min(1).max(64).default(defaultThreads(availableParallelism())),
      batchSize: z.number().int().min(1).max(64).default(8),
      /** Resident memory above which a builder is ended and its run fails; null to derive it from `threads`. */
      memoryMb: z.number().int().min(1).max(1_000_000).nullable().default(null),
    })
    .prefault({}),
  engine: engineSchema,
  api: z
    .strictObject({
      /** Where search is found, below Strapi's own prefix (/api). */
      path: z
        .string()
        .regex(
          /^(\/[A-Za-z0-9_-]+)+$/,
          'this is not a path such as "/search": a slash before each part, none at the end; letters, digits, "-" and "_" only'
        )
        .default('/search'),
    })
    .prefault({}),
  /** How long one part waits for another. */
  timeouts: timeoutsSchema.prefault({}),
  /** How long runs may take. */
  limits: limitsSchema.prefault({}),
  lease: z.strictObject({ seconds: z.number().min(1).max(600).default(30) }).prefault({}),
  search: z
    .strictObject({
      maxQueryLength: z.number().int().min(1).max(10_000).default(500),
      defaultLimit: z.number().int().min(1).max(100).default(10),
      maxLimit: z.number().int().min(1).max(1000).default(100),
      /** How far a search can be paged through. */
      maxHits: z.number().int().min(10).max(10_000).default(1000),
      /** Concurrent searches; more are answered 503 at once. */
      maxWaiting: z.number().int().min(1).max(100_000).default(512),
      /** A search that takes longer is answered 503; one that is expected to, immediately. */
      timeoutMs: z.number().int().min(100).max(60_000).default(2_000),
      /** Searches that one client may send within a number of seconds. */
      rateLimit: z
        .strictObject({
          requests: z.number().int().min(1).max(10_000_000).default(600),
          seconds: z.number().int().min(1).max(86_400).default(60),
          /** Count in the database, together with all other Strapi processes on it (PostgreSQL). */
          shared: z.boolean().default(false),
        })
        .prefault({}),
      maxFilterDepth: z.number().int().min(1).max(50).default(8),
      /** What counts how much in the ranking. */
      weights: weightsSchema.prefault({}),
    })
    .prefault({}),
  retention: retentionSchema.prefault({}),
  /** What is done automatically when the files of the live generation are missing or damaged. */
  recovery: z
    .strictObject({
      /** Makes the newest intact generation on disk live. */
      promote: z.boolean().default(true),
      /** Rebuilds when no generation is intact. */
      rebuild: z.boolean().default(true),
    })
    .prefault({}),
  guards: runGuardsSchema
    .extend({
      /** A record with more characters than this is not indexed but listed on the run. */
      maxTextLength: z.number().int().min(100).max(10_000_000).default(100_000),
    })
    .prefault({}),
  /** Queries with the records that have to be among their first hits, which are kept as content. */
  goldenQueries: goldenQueriesSchema.prefault({}),
  /** Automatic tags; null to turn them off. */
  tags: z
    .strictObject({
      /** The content type of the tags: `name` and, if it has them, `description` and `synonyms`. */
      taxonomy: z.string().min(1),
      maxPerRecord: z.number().int().min(1).max(50).default(5),
      tagger: taggerSchema.prefault({ kind: 'local' }),
    })
    .nullable()
    .default(null),
  /** Records published or changed since the live generation, searchable beside it; false to turn that off. */
  overlay: z.union([z.literal(false), overlaySchema]).prefault({}),
  drift: z
    .strictObject({
      /** When every record is compared with the live generation, besides at startup; null for never. */
      check: cronSchema.nullable().default('17 * * * *'),
      /** When drift becomes a warning. */
      warning: driftWarningSchema.prefault({}),
      /** When drift starts a rebuild automatically; null for never. */
      rebuild: automaticRebuildSchema.nullable().default(null),
    })
    .prefault({}),
  /** What visitors look for is counted only when this is set; docs/insights.md explains it. */
  insights: z.union([z.literal(false), insightsSchema]).default(false),
  schedule: scheduleSchema.prefault({}),
  /** Whether administrators may change the settings of config/sections.ts; if not, this file alone counts. */
  adminSettings: z.boolean().default(true),
});

export type Settings = z.infer<typeof settingsSchema>;
