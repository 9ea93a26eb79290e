import { z } from 'zod';

import { errorSchema, isoTimeSchema, sourceSchema } from './common';
import { driftSchema, OVERLAY_WAITS } from './drift';
import { runSchema, searchCountsSchema } from './runs';

/** The four states that editors see: Idle, Rebuilding…, Complete, Failed. */
export const STATUSES = ['idle', 'running', 'done', 'error'] as const;

/** A generation on disk that the database does not know: kept until a person decides. */
export const unknownGenerationSchema = z.object({
  id: z.string(),
  /** Whether it has its manifest; if not, it is a build that was not finished. */
  complete: z.boolean(),
  /** Null when it cannot be read. */
  records: z.number().int().nonnegative().nullable(),
  createdAt: isoTimeSchema.nullable(),
});

/** What is below `storageDir` that the database does not know. */
export const storageSchema = z.object({
  /** This database's folder below `storageDir`. */
  installation: z.string(),
  unknownGenerations: z.array(unknownGenerationSchema),
  /** Folders of other databases; nothing in them is ever touched. */
  otherInstallations: z.number().int().nonnegative(),
  /** Why the folder could not be read; then the lists say nothing. */
  error: errorSchema.nullable(),
});

/** The model that embeds records and queries. */
export const embedderStatusSchema = z.object({
  model: z.string(),
  /** Codes of the languages that it knows; null where that is not known. */
  languages: z.array(z.string()).nullable(),
});

/** Records published or changed since the live generation that search finds beside it. */
export const overlaySchema = z.object({
  /** How many are found. */
  records: z.number().int().nonnegative(),
  /** How many the settings allow, for the live generation's size. */
  limit: z.number().int().nonnegative(),
  /** How many are not found yet, by the reason. */
  waiting: z.record(z.enum(OVERLAY_WAITS), z.number().int().nonnegative()),
});

/** How search did while it last switched over to another generation. */
export const lastSwapSchema = z.object({
  /** The rebuild or rollback that did it. */
  run: z.string(),
  kind: z.enum(['rebuild', 'rollback']),
  /** When that ended. */
  at: isoTimeSchema,
  /** Queries that its server answered and failed to answer meanwhile. */
  search: searchCountsSchema,
});

/** A Strapi process that serves this index, as it said when it was last heard of. */
export const replicaSchema = z.object({
  id: z.string(),
  /** Host and process id. */
  name: z.string(),
  /** Whether it is the one that answers. */
  self: z.boolean(),
  /** The generation that it answers from; null while it answers from none. */
  generation: z.string().nullable(),
  /** Whether that is the live one. */
  current: z.boolean(),
  /** The code of what keeps it from answering, or from following a swap; null when nothing does. */
  problem: z.string().nullable(),
  /** Records that it searches beside its generation. */
  overlay: z.number().int().nonnegative(),
  startedAt: isoTimeSchema,
  seenAt: isoTimeSchema,
  /** Whether it should have been heard of since. */
  silent: z.boolean(),
});

/** When the next rebuild starts automatically. */
export const nextRebuildSchema = z.object({
  /** The schedule's next time; null without one. */
  scheduledAt: isoTimeSchema.nullable(),
  /** How many and how old changes have to be to start one; null where they never do. */
  onChanges: z
    .object({
      /** Of the live generation's records: 0.1 is every tenth. */
      share: z.number().nonnegative(),
      maxAgeHours: z.number().positive(),
    })
    .nullable(),
});

export const statusSchema = z.object({
  status: z.enum(STATUSES),
  /** The run that is active, else the latest one; null before the first. */
  run: runSchema.nullable(),
  startedAt: isoTimeSchema.nullable(),
  /** When the rebuild that made the live generation ended. A tag run never changes it. */
  lastRebuildAt: isoTimeSchema.nullable(),
  /** Records in the live generation. A tag run never changes it. */
  recordsAtRebuild: z.number().int().nonnegative().nullable(),
  /** Of the latest rebuild or rollback that completed; null before the first. */
  lastSwap: lastSwapSchema.nullable(),
  /** Null when rebuilds start only when somebody asks for them. */
  nextRebuild: nextRebuildSchema.nullable(),
  /** Why the latest run failed, or why the live generation cannot be served. */
  error: errorSchema.nullable(),
  /** Id of the live generation; null before the first rebuild. */
  generation: z.string().nullable(),
  /** Whether search answers now. */
  searchAvailable: z.boolean(),
  /** What is indexed, by the names that editors know. Empty until the settings name a content type. */
  sources: z.array(sourceSchema),
  /** Null when it cannot be used. */
  embedder: embedderStatusSchema.nullable(),
  /** Whether records can be tagged: tagging is configured. */
  tagging: z.boolean(),
  /** How far the published records and the live generation differ; null without one. */
  drift: driftSchema.nullable(),
  /** Null without a live generation, and when the overlay is turned off. */
  overlay: overlaySchema.nullable(),
  /** The longest running first. */
  replicas: z.array(replicaSchema),
  storage: storageSchema,
});

/** GET /index-rebuild/status */
export const getStatusResponseSchema = z.object({ data: statusSchema });

export type IndexStatus = (typeof STATUSES)[number];
export type OverlayStatus = z.infer<typeof overlaySchema>;
export type LastSwap = z.infer<typeof lastSwapSchema>;
export type Replica = z.infer<typeof replicaSchema>;
export type NextRebuild = z.infer<typeof nextRebuildSchema>;
export type StorageStatus = z.infer<typeof storageSchema>;
export type UnknownGeneration = z.infer<typeof unknownGenerationSchema>;
export type Status = z.infer<typeof statusSchema>;
export type GetStatusResponse = z.infer<typeof getStatusResponseSchema>;
