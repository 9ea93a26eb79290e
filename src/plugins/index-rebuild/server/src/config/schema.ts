import { availableParallelism } from 'node:os';

import { Cron } from 'croner';
import { z } from 'zod';

import { insightsSchema } from './insights';
import { embedderSchema, providerTaggerSchema } from './provider';
import { sourceSchema } from './source-schema';

const isCron = (text: string): boolean => {
  try {
    new Cron(text, { paused: true });
    return true;
  } catch {
    return false;
  }
};

const cronSchema = z
  .string()
  .refine(isCron, 'this is not a cron expression, such as "0 3 * * *" for every night at three');

const timeZoneSchema = z
  .string()
  .refine(
    (zone) => Intl.supportedValuesOf('timeZone').includes(zone) || zone === 'UTC',
    'this is not a time zone, such as "Europe/Vienna"'
  );

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
  engine: z
    .strictObject({
      /** Up to this many vectors, a search compares every one; beyond, the index is approximate. */
      exactUpTo: z.number().int().min(0).max(100_000_000).default(500_000),
    })
    .prefault({}),
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
    })
    .prefault({}),
  retention: z
    .strictObject({
      generations: z.number().int().min(1).max(100).default(3),
      /** Partial builds, whose vectors the next run reuses. */
      partialBuilds: z.number().int().min(0).max(100).default(2),
      runs: z.number().int().min(1).max(100_000).default(200),
    })
    .prefault({}),
  /** What is done automatically when the files of the live generation are missing or damaged. */
  recovery: z
    .strictObject({
      /** Makes the newest intact generation on disk live. */
      promote: z.boolean().default(true),
      /** Rebuilds when no generation is intact. */
      rebuild: z.boolean().default(true),
    })
    .prefault({}),
  guards: z
    .strictObject({
      /** A new index needs this share of the live one's records, unless an administrator confirms. */
      minShare: z.number().min(0).max(1).default(0.5),
      /** A run fails if a larger share of its records fails. */
      maxFailedShare: z.number().min(0).max(1).default(0.05),
      /** A record with more characters than this is not indexed but listed on the run. */
      maxTextLength: z.number().int().min(100).max(10_000_000).default(100_000),
    })
    .prefault({}),
  /** Queries with the records that have to be among their first hits, which are kept as content. */
  goldenQueries: z
    .strictObject({
      /** A rebuild fails when one is answered worse than before, unless an administrator allows it. */
      stopOnDrop: z.boolean().default(true),
    })
    .prefault({}),
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
  overlay: z
    .union([
      z.literal(false),
      z.strictObject({
        maxRecords: z.number().int().min(1).max(100_000).default(2_000),
        /** Of the live generation's records; it counts beyond 500 records. */
        maxShare: z.number().positive().max(1).default(0.1),
      }),
    ])
    .prefault({}),
  drift: z
    .strictObject({
      /** When every record is compared with the live generation, besides at startup; null for never. */
      check: cronSchema.nullable().default('17 * * * *'),
      /** When drift becomes a warning: a share of the records, or the age of the oldest difference. */
      warning: z
        .strictObject({
          share: z.number().positive().default(0.1),
          days: z.number().positive().default(7),
        })
        .prefault({}),
      /** When drift starts a rebuild automatically; null for never. */
      rebuild: z
        .strictObject({
          quietSeconds: z.number().min(1).max(86_400).default(300),
          share: z.number().min(0).default(0.02),
          maxAgeHours: z.number().positive().default(24),
        })
        .nullable()
        .default(null),
    })
    .prefault({}),
  insights: insightsSchema,
  schedule: z
    .strictObject({
      /** When to rebuild automatically, as a cron expression; null for never. */
      rebuild: cronSchema.nullable().default(null),
      /** An IANA time zone for it; the server's own when left out. */
      timeZone: timeZoneSchema.optional(),
    })
    .prefault({}),
});

export type Settings = z.infer<typeof settingsSchema>;
