import { z } from 'zod';

/** The highest factor: beyond it, one kind of evidence drowns the others. */
export const MAX_WEIGHT = 4;

/** 1 is as tuned, 0 is not at all. */
const factor = z.number().min(0).max(MAX_WEIGHT);

/** What counts how much when hits are ranked, as factors on what was tuned. */
export const weightsSchema = z.strictObject({
  /** Words against meaning, where both count. */
  words: factor.default(1),
  /** By content type and indexed field: `{ 'api::article.article': { title: 2 } }`. */
  fields: z.record(z.string(), z.record(z.string(), factor)).default({}),
});

export type Weights = z.infer<typeof weightsSchema>;

/** Those that are not 1, for those who may see how scores come about. */
export const changedWeightsSchema = weightsSchema.partial();

export type ChangedWeights = z.infer<typeof changedWeightsSchema>;

/** By what the parts of a hit's score count, where that is not 1. The score by words has its fields weighed. */
export const partFactorsSchema = z
  .object({ lexical: z.number(), passage: z.number(), name: z.number() })
  .partial();

export type PartFactors = z.infer<typeof partFactorsSchema>;

/** POST /index-rebuild/try/weights/preview, and settings/weights/preview: weights to be compared with those of now. */
export const weightsPreviewBodySchema = z.strictObject({ weights: weightsSchema });

/** Whether a golden query is answered better or worse than before: by whether, then where, its documents are found. */
export const PREVIEW_VERDICTS = ['worse', 'better', 'same'] as const;

/** Where each document of a golden query is, from 1; null beyond the hits that were looked at. */
const places = z.array(z.number().int().positive().nullable());

export const goldenPreviewSchema = z.object({
  /** How many golden queries are answered so. */
  worse: z.number().int().nonnegative(),
  better: z.number().int().nonnegative(),
  same: z.number().int().nonnegative(),
  /** How many have all their documents among the first hits. */
  passedBefore: z.number().int().nonnegative(),
  passed: z.number().int().nonnegative(),
  /** The worse ones first, then the better ones. */
  queries: z.array(
    z.object({
      query: z.string(),
      locale: z.string().nullable(),
      uid: z.string(),
      /** All of its documents have to be among so many first hits. */
      first: z.number().int().positive(),
      before: places,
      after: places,
      verdict: z.enum(PREVIEW_VERDICTS),
      /** How many of the first ten places have another document. */
      moved: z.number().int().nonnegative(),
    })
  ),
});
export const weightsPreviewResponseSchema = z.object({ data: goldenPreviewSchema });

export type PreviewVerdict = (typeof PREVIEW_VERDICTS)[number];
export type GoldenPreview = z.infer<typeof goldenPreviewSchema>;
export type WeightsPreviewResponse = z.infer<typeof weightsPreviewResponseSchema>;
