import { z } from 'zod';

import { INSIGHT_PERIODS } from '../constants';
import { paginationSchema } from './common';
import { localeParameter } from './search';

/** Which queries: the most frequent ones, or those that mostly found nothing or only weak hits. */
export const INSIGHT_LISTS = ['popular', 'gaps'] as const;

const count = z.number().int().nonnegative();

/** A day in UTC, such as `2026-01-31`. */
const daySchema = z.iso.date();

/** The last 7, 30 or 90 days, today included. */
const periodSchema = z.coerce.number().pipe(z.literal([...INSIGHT_PERIODS]));

const totalsSchema = z.object({
  searches: count,
  /** Searches without any hit. */
  noHits: count,
  /** Searches whose first page had weak hits alone. */
  weakHits: count,
  /** Searches answered with 429 or 503; they are not among `searches`. */
  refused: count,
  /** Half of the searches took at most so many milliseconds; null without searches. */
  p50Ms: z.number().nullable(),
  /** 95 % of them. */
  p95Ms: z.number().nullable(),
});

export const insightDaySchema = totalsSchema.extend({ day: daySchema });

/** What is known while insights are off: whether anything is still stored from before. */
const insightsOffSchema = z.object({ enabled: z.literal(false), stored: z.boolean() });

const insightsOnSchema = z.object({
  enabled: z.literal(true),
  stored: z.boolean(),
  retentionDays: count,
  /** How often a query must have been searched in the period to be listed. */
  minCount: count,
  totals: totalsSchema,
  /** Every day of the period that is kept, the earliest first. */
  days: z.array(insightDaySchema),
});

/** GET /index-rebuild/insights?days=30 */
export const getInsightsQuerySchema = z.object({ days: periodSchema.default(30) });
export const insightsSchema = z.discriminatedUnion('enabled', [insightsOffSchema, insightsOnSchema]);
export const getInsightsResponseSchema = z.object({ data: insightsSchema });

/** A query as it was normalised, over the period. */
export const insightQuerySchema = z.object({
  query: z.string(),
  /** The locale that was searched; null when no content type has locales. */
  locale: z.string().nullable(),
  searches: count,
  /** Hits of all its searches together. */
  hits: count,
  noHits: count,
  weakHits: count,
  lastDay: daySchema,
  /** What people have already decided about it. */
  decided: z.object({ rule: z.boolean(), synonym: z.boolean(), golden: z.boolean() }),
});

/** GET /index-rebuild/insights/synonyms?query=apiculture&locale=en: what a word of the query may also be called. */
export const suggestedSynonymsQuerySchema = z.object({
  query: z.string().trim().min(1).max(200),
  locale: localeParameter,
});

const synonymPairSchema = z.object({
  /** A word of the query that no record has. */
  word: z.string().min(1).max(100),
  /** A word that records have. */
  synonym: z.string().min(1).max(100),
});
export const suggestedSynonymSchema = synonymPairSchema.extend({
  /** How many records the query would find by it, among the first hits. */
  records: count,
  /** Whether there may be more. */
  more: z.boolean(),
});
export const suggestedSynonymsResponseSchema = z.object({ data: z.array(suggestedSynonymSchema) });

/** POST /index-rebuild/insights/synonyms/dismiss: it is not suggested again for as long as insights are kept. */
export const dismissSynonymSchema = synonymPairSchema;
export const dismissSynonymResponseSchema = z.object({ data: synonymPairSchema });

/** GET /index-rebuild/insights/queries?list=gaps&days=30&page&pageSize */
export const listInsightQueriesQuerySchema = z.object({
  list: z.enum(INSIGHT_LISTS).default('popular'),
  days: periodSchema.default(30),
  page: z.coerce.number().int().min(1).default(1),
  pageSize: z.coerce.number().int().min(1).max(100).default(10),
});
export const listInsightQueriesResponseSchema = z.object({
  data: z.array(insightQuerySchema),
  meta: z.object({ enabled: z.boolean(), pagination: paginationSchema }),
});

/** DELETE /index-rebuild/insights → 200 when everything is erased. */
export const eraseInsightsResponseSchema = z.object({ data: z.object({ stored: z.literal(false) }) });

export type SynonymPair = z.infer<typeof synonymPairSchema>;
export type SuggestedSynonym = z.infer<typeof suggestedSynonymSchema>;
export type SuggestedSynonymsResponse = z.infer<typeof suggestedSynonymsResponseSchema>;
export type DismissSynonymResponse = z.infer<typeof dismissSynonymResponseSchema>;
export type InsightList = (typeof INSIGHT_LISTS)[number];
export type InsightTotals = z.infer<typeof totalsSchema>;
export type InsightDay = z.infer<typeof insightDaySchema>;
export type Insights = z.infer<typeof insightsSchema>;
export type InsightsOn = z.infer<typeof insightsOnSchema>;
export type InsightQuery = z.infer<typeof insightQuerySchema>;
export type GetInsightsResponse = z.infer<typeof getInsightsResponseSchema>;
export type ListInsightQueriesQuery = z.infer<typeof listInsightQueriesQuerySchema>;
export type ListInsightQueriesResponse = z.infer<typeof listInsightQueriesResponseSchema>;
export type EraseInsightsResponse = z.infer<typeof eraseInsightsResponseSchema>;
