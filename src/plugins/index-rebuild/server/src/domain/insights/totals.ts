import type { InsightDay, InsightTotals } from '../../../../shared/contracts';
import { LATENCY_BOUNDS, latencyWithin } from './latency';
import type { DayCount, Measure } from './tally';

const sumBy = (counts: readonly DayCount[]): ReadonlyMap<Measure, number> => {
  const sums = new Map<Measure, number>();
  for (const { measure, count } of counts) sums.set(measure, (sums.get(measure) ?? 0) + count);
  return sums;
};

/** What was counted, whatever the day. */
export const totalsOf = (counts: readonly DayCount[]): InsightTotals => {
  const sums = sumBy(counts);
  const of = (measure: Measure): number => sums.get(measure) ?? 0;
  const byBound = new Map(LATENCY_BOUNDS.map((bound) => [bound as number, of(`within${bound}`)]));
  return {
    searches: [...byBound.values()].reduce((sum, count) => sum + count, 0),
    noHits: of('noHits'),
    weakHits: of('weakHits'),
    refused: of('refused'),
    p50Ms: latencyWithin(0.5, byBound),
    p95Ms: latencyWithin(0.95, byBound),
  };
};

/** Those of each day, also of days on which nothing was counted. */
export const totalsByDay = (counts: readonly DayCount[], days: readonly string[]): InsightDay[] =>
  days.map((day) => ({ day, ...totalsOf(counts.filter((count) => count.day === day)) }));
