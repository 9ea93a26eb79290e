import { z } from 'zod';

import { LIMITED_STAGES, type LimitedStage } from '../domain/run-limits';

/** Two weeks: no timer can be set for much longer. */
const MAX_SECONDS = 1_209_600;

const secondsSchema = z.number().min(1).max(MAX_SECONDS);

const stages = Object.fromEntries(LIMITED_STAGES.map((stage) => [stage, secondsSchema.optional()])) as Record<
  LimitedStage,
  z.ZodOptional<typeof secondsSchema>
>;

/** When a run is ended as failed because it takes too long; docs/operations.md tells how to choose. */
export const limitsSchema = z.strictObject({
  /** For a run as a whole, until it switches over; null for no limit. */
  runSeconds: secondsSchema.nullable().default(null),
  /** For single stages. */
  stageSeconds: z.strictObject(stages).prefault({}),
  /** For a stage that does not get any further; null for no limit. */
  noProgressSeconds: secondsSchema.nullable().default(1_800),
});
