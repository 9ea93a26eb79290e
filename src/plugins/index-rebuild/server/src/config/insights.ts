import { z } from 'zod';

export const DEFAULT_RETENTION_DAYS = 90;

/** What visitors look for is counted only when this is set; docs/insights.md explains it. */
export const insightsSchema = z
  .union([
    z.literal(false),
    z.strictObject({
      /** Days that are kept, today included. */
      retentionDays: z.number().int().min(1).max(365).default(DEFAULT_RETENTION_DAYS),
      /** How often a query must have been searched in the period before anybody sees it. */
      minCount: z.number().int().min(1).max(1_000).default(3),
      /** Different queries stored for a day. */
      maxQueries: z.number().int().min(1).max(20_000).default(5_000),
    }),
  ])
  .default(false);
