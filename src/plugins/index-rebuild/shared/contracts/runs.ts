import { z } from 'zod';

import { MAX_REASON_LENGTH } from '../constants';

import { errorSchema, isoTimeSchema, paginationSchema } from './common';
import { goldenReportSchema } from './steering';

/** `rollback` makes an earlier generation live; it builds nothing, and the history keeps its reason. */
export const RUN_KINDS = ['rebuild', 'tag', 'rollback'] as const;

/** Every state that a run can be in; domain/run.ts holds the allowed moves between them. */
export const RUN_STATUSES = [
  'queued',
  'running',
  'promoting',
  'completed',
  'failed',
  'cancelled',
  'interrupted',
] as const;

/** Every stage, in the order in which they run; pipeline/plans.ts says which kind of run has which. */
export const STAGES = [
  'preflight',
  'snapshot',
  'tag',
  'embed',
  'build',
  'verify',
  'upload',
  'swap',
  'write-tags',
  'compare',
  'retire',
] as const;

export const RUN_TRIGGERS = ['admin', 'api', 'cron', 'drift', 'cli', 'recovery'] as const;

export const stageProgressSchema = z.object({
  stage: z.enum(STAGES),
  state: z.enum(['pending', 'running', 'done']),
  /** Units finished: records in snapshot, tag and embed, megabytes in upload, steps elsewhere. */
  done: z.number().int().nonnegative(),
  /** Total units; null while not yet known. */
  total: z.number().int().nonnegative().nullable(),
  /** Estimate from the stage's own speed so far; null when there is none. */
  secondsLeft: z.number().nonnegative().nullable(),
});

/** A record that could not be indexed, with the reason. */
export const runFailureSchema = z.object({
  /** Its content type; null in runs of a version that knew only one. */
  uid: z.string().nullable().default(null),
  documentId: z.string(),
  locale: z.string().nullable(),
  name: z.string().nullable(),
  code: z.string(),
  message: z.string(),
});

export const searchCountsSchema = z.object({
  queries: z.number().int().nonnegative(),
  failed: z.number().int().nonnegative(),
});

export const runSchema = z.object({
  id: z.string(),
  kind: z.enum(RUN_KINDS),
  status: z.enum(RUN_STATUSES),
  stage: z.enum(STAGES).nullable(),
  stages: z.array(stageProgressSchema),
  trigger: z.enum(RUN_TRIGGERS),
  /** Display name of the person or token that started it; null for a schedule. */
  startedBy: z.string().nullable(),
  /** Who cancelled it; null when nobody did. */
  cancelledBy: z.string().nullable(),
  /** Why it was started: the administrator's words on a rollback, or what a recovery found. */
  reason: z.string().nullable(),
  /** Whether an administrator allowed this run although the source had become much smaller. */
  allowShrink: z.boolean(),
  /** Whether an administrator allowed this run to answer golden queries worse. */
  allowDrop: z.boolean(),
  startedAt: isoTimeSchema,
  finishedAt: isoTimeSchema.nullable(),
  durationMs: z.number().int().nonnegative().nullable(),
  records: z.object({
    /** Published records that the snapshot found. */
    total: z.number().int().nonnegative().nullable(),
    embedded: z.number().int().nonnegative(),
    reused: z.number().int().nonnegative(),
    failed: z.number().int().nonnegative(),
    /** Records that were given automatic tags; the others already had theirs. */
    tagged: z.number().int().nonnegative(),
  }),
  /** Queries that this server answered and failed to answer while the run was active. */
  search: searchCountsSchema,
  /** How golden queries are answered; null where none were asked. */
  golden: goldenReportSchema.nullable(),
  generation: z.string().nullable(),
  error: errorSchema.nullable(),
  /** What a completed run could not do; `GET /runs/:id/failures` lists the records. */
  warning: errorSchema.nullable(),
});

/**
 * POST /index-rebuild/runs → 202 with the run, or 409 with the id of the active one.
 * `allowShrink` confirms, only for this run, that the index may become much smaller, and `allowDrop`, with
 * a reason, that golden queries may be answered worse.
 */
export const startRunRequestSchema = z
  .strictObject({
    kind: z.enum(['rebuild', 'tag']),
    allowShrink: z.boolean().optional(),
    allowDrop: z.boolean().optional(),
    reason: z.string().trim().min(1).max(MAX_REASON_LENGTH).optional(),
  })
  .refine(({ allowDrop, reason }) => !allowDrop || reason !== undefined, {
    path: ['reason'],
    message: 'say why golden queries may be answered worse',
  });
export const startRunResponseSchema = z.object({ data: runSchema });

/** POST /index-rebuild/runs/:id/cancel → 202 with the run, or 409 when it cannot be cancelled. */
export const cancelRunResponseSchema = z.object({ data: runSchema });

/** GET /index-rebuild/runs?page&pageSize, newest first. */
export const listRunsQuerySchema = z.object({
  page: z.coerce.number().int().min(1).default(1),
  pageSize: z.coerce.number().int().min(1).max(100).default(10),
});
export const listRunsResponseSchema = z.object({
  data: z.array(runSchema),
  meta: z.object({ pagination: paginationSchema }),
});

/** GET /index-rebuild/runs/:id */
export const getRunResponseSchema = z.object({ data: runSchema });

/** A failure with the display name of its content type; null where that is not known. */
export const listedFailureSchema = runFailureSchema.extend({ label: z.string().nullable() });

/** GET /index-rebuild/runs/:id/failures?page&pageSize */
export const listFailuresResponseSchema = z.object({
  data: z.array(listedFailureSchema),
  meta: z.object({
    pagination: paginationSchema,
    /** Further failed records, beyond the number of failures that a run keeps. */
    omitted: z.number().int().nonnegative(),
  }),
});

export type RunKind = (typeof RUN_KINDS)[number];
export type RunStatus = (typeof RUN_STATUSES)[number];
export type RunTrigger = (typeof RUN_TRIGGERS)[number];
export type StageName = (typeof STAGES)[number];
export type StageProgress = z.infer<typeof stageProgressSchema>;
export type RunFailure = z.infer<typeof runFailureSchema>;
export type ListedFailure = z.infer<typeof listedFailureSchema>;
export type Run = z.infer<typeof runSchema>;
export type StartRunRequest = z.infer<typeof startRunRequestSchema>;
export type StartRunResponse = z.infer<typeof startRunResponseSchema>;
export type ListRunsResponse = z.infer<typeof listRunsResponseSchema>;
export type CancelRunResponse = z.infer<typeof cancelRunResponseSchema>;
export type ListFailuresResponse = z.infer<typeof listFailuresResponseSchema>;
export type GetRunResponse = z.infer<typeof getRunResponseSchema>;
