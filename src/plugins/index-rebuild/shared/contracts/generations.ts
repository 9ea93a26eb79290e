import { z } from 'zod';

import { MAX_REASON_LENGTH } from '../constants';
import { errorSchema, isoTimeSchema } from './common';
import { runSchema } from './runs';

export const GENERATION_STATES = ['building', 'ready', 'live', 'retired', 'discarded'] as const;

/** A generation that is kept: unless it is live, it can be made so. */
export const generationSchema = z.object({
  id: z.string(),
  /** Whether search answers from it. */
  live: z.boolean(),
  createdAt: isoTimeSchema,
  /** Records in it. */
  records: z.number().int().nonnegative(),
  /** Hash of the index spec, and whether a rebuild now would use the same. */
  specHash: z.string(),
  currentSpec: z.boolean(),
  model: z.string(),
  /** Size on disk. */
  bytes: z.number().int().nonnegative(),
  /** The run that built it. */
  run: z.string(),
  /**
   * Why nobody can tell now whether it is complete where it is kept, such as a cluster that does not answer. It
   * cannot be made live until that is over. Null when it is complete.
   */
  problem: errorSchema.nullable(),
});

/** GET /index-rebuild/generations, latest first. */
export const listGenerationsResponseSchema = z.object({ data: z.array(generationSchema) });

/** POST /index-rebuild/generations/:id/restore → 202 with a run of kind `rollback`. */
export const restoreRequestSchema = z.strictObject({
  reason: z.string().trim().max(MAX_REASON_LENGTH).optional(),
});
export const restoreResponseSchema = z.object({ data: runSchema });

export type GenerationState = (typeof GENERATION_STATES)[number];
export type Generation = z.infer<typeof generationSchema>;
export type ListGenerationsResponse = z.infer<typeof listGenerationsResponseSchema>;
export type RestoreRequest = z.infer<typeof restoreRequestSchema>;
export type RestoreResponse = z.infer<typeof restoreResponseSchema>;
