import { z } from 'zod';

import { runSchema, startRunRequestSchema } from './runs';
import { statusSchema } from './status';

/*
 * The routes for deploy pipelines and health checks, below /api/index-rebuild. They show what a
 * caller without an account in the admin needs: neither people's names nor what is on the disk.
 */

/** Messages of `error` and `warning` are left general where they would tell about the server. */
export const apiRunSchema = runSchema.pick({
  id: true,
  kind: true,
  status: true,
  stage: true,
  stages: true,
  trigger: true,
  startedAt: true,
  finishedAt: true,
  durationMs: true,
  records: true,
  generation: true,
  error: true,
  warning: true,
});

/** POST /api/index-rebuild/runs → 202 with the run, or 409 with the id of the active one. */
export const apiStartRunRequestSchema = startRunRequestSchema;

/** The answer to POST /api/index-rebuild/runs and to GET /api/index-rebuild/runs/:id. */
export const apiRunResponseSchema = z.object({ data: apiRunSchema });

export const apiStatusSchema = statusSchema
  .pick({
    status: true,
    searchAvailable: true,
    generation: true,
    lastRebuildAt: true,
    recordsAtRebuild: true,
    lastSwap: true,
    nextRebuild: true,
    drift: true,
    error: true,
  })
  .extend({
    /** The run that is active, else the latest one; null before the first. */
    run: apiRunSchema.pick({ id: true, kind: true, status: true }).nullable(),
  });

/** GET /api/index-rebuild/status → 200, also while search is not available. */
export const apiStatusResponseSchema = z.object({ data: apiStatusSchema });

/** GET /api/search/health → 200, or 503 with the reason's code when this process cannot answer searches. */
export const healthResponseSchema = z.object({
  data: z.object({
    ready: z.literal(true),
    /** Whether it answers from the generation that is live; false while it still has to follow a swap. */
    current: z.boolean(),
  }),
});

export type HealthResponse = z.infer<typeof healthResponseSchema>;
export type ApiRun = z.infer<typeof apiRunSchema>;
export type ApiRunResponse = z.infer<typeof apiRunResponseSchema>;
export type ApiStatus = z.infer<typeof apiStatusSchema>;
export type ApiStatusResponse = z.infer<typeof apiStatusResponseSchema>;
