import {
  insightQuerySchema,
  insightsSchema,
  type InsightDay,
  type InsightQuery,
  type Insights,
  type InsightsOn,
} from '../../../src/plugins/index-rebuild/shared/contracts';
import type { Answer } from './admin-server';

export const aDay = (day: string, changes: Partial<InsightDay> = {}): InsightDay => ({
  ...{ day, searches: 0, noHits: 0, weakHits: 0, refused: 0, p50Ms: null, p95Ms: null },
  ...changes,
});

/** Three days with searches on two of them. */
export const someInsights = (changes: Partial<InsightsOn> = {}): Answer => {
  const data: Insights = insightsSchema.parse({
    enabled: true,
    stored: true,
    retentionDays: 90,
    minCount: 3,
    totals: { searches: 1250, noHits: 25, weakHits: 50, refused: 2, p50Ms: 20, p95Ms: 150 },
    days: [
      aDay('2026-01-29', { searches: 1000, noHits: 20, weakHits: 50, p50Ms: 20, p95Ms: 150 }),
      aDay('2026-01-30'),
      aDay('2026-01-31', { searches: 250, noHits: 5, refused: 2, p50Ms: 20, p95Ms: 100 }),
    ],
    ...changes,
  });
  return { status: 200, body: { data } };
};

export const insightsOff = (stored: boolean): Answer => ({
  status: 200,
  body: { data: { enabled: false, stored } },
});

export const anInsightQuery = (changes: Partial<InsightQuery> = {}): InsightQuery =>
  insightQuerySchema.parse({
    query: 'coral reefs',
    locale: 'en',
    searches: 12,
    hits: 36,
    noHits: 0,
    weakHits: 0,
    lastDay: '2026-01-31',
    decided: { rule: false, synonym: false, golden: false },
    ...changes,
  });

export const queriesPage = (
  items: InsightQuery[],
  { page = 1, pageSize = 10, total = items.length, enabled = true } = {}
): Answer => ({
  status: 200,
  body: {
    data: items,
    meta: { enabled, pagination: { page, pageSize, pageCount: Math.ceil(total / pageSize), total } },
  },
});
