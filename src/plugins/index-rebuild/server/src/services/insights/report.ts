import type {
  Insights,
  InsightQuery,
  ListInsightQueriesQuery,
  Pagination,
} from '../../../../shared/contracts';
import type { InsightPeriod } from '../../../../shared/constants';
import type { ResolvedSettings } from '../../config/settings';
import { dayOf, lastDays } from '../../domain/insights/day';
import { totalsByDay, totalsOf } from '../../domain/insights/totals';
import type { Clock } from '../../ports/clock';
import { isSameQuery, type Steering } from '../../domain/steering';
import type { GoldenStore } from '../../ports/golden-store';
import type { CountedQuery, InsightsStore } from '../../ports/insights-store';

export type ReportPorts = {
  settings: Pick<ResolvedSettings, 'insights'>;
  insights: Pick<InsightsStore, 'days' | 'queries' | 'isEmpty'>;
  goldenStore: Pick<GoldenStore, 'asked'>;
  /** What people have decided about a query. */
  steering: { for(query: string): Promise<Steering | null> };
  clock: Clock;
};

type InsightQueries = { enabled: boolean; items: InsightQuery[]; pagination: Pagination };

/** What was counted, as it is shown. */
export const createReport = (ports: ReportPorts) => {
  const { settings, insights, clock, goldenStore, steering } = ports;

  const withDecided = async (items: readonly CountedQuery[]): Promise<InsightQuery[]> => {
    if (items.length === 0) return [];
    const golden = await goldenStore.asked();
    const decidedOf = async ({ query, locale }: CountedQuery): Promise<InsightQuery['decided']> => {
      const { pinned = [], hidden = [], variants = [] } = (await steering.for(query)) ?? {};
      return {
        rule: pinned.length + hidden.length > 0,
        synonym: variants.length > 0,
        golden: golden.some(
          (one) => isSameQuery(one.query, query) && (one.locale === null || one.locale === locale)
        ),
      };
    };
    return Promise.all(items.map(async (item) => ({ ...item, decided: await decidedOf(item) })));
  };

  /** The days of the period that are kept. */
  const daysOf = (period: InsightPeriod, retentionDays: number): string[] =>
    lastDays(dayOf(clock.now()), Math.min(period, retentionDays));

  return {
    async overview(period: InsightPeriod): Promise<Insights> {
      const stored = !(await insights.isEmpty());
      if (!settings.insights) return { enabled: false, stored };
      const { retentionDays, minCount } = settings.insights;
      const days = daysOf(period, retentionDays);
      const counts = (await insights.days(days[0])).filter(({ day }) => days.includes(day));
      return {
        ...{ enabled: true, stored, retentionDays, minCount },
        totals: totalsOf(counts),
        days: totalsByDay(counts, days),
      };
    },

    async queries({ list, days, page, pageSize }: ListInsightQueriesQuery): Promise<InsightQueries> {
      if (!settings.insights)
        return { enabled: false, items: [], pagination: { page, pageSize, pageCount: 0, total: 0 } };
      const { retentionDays, minCount } = settings.insights;
      const [from] = daysOf(days, retentionDays);
      const { items, pagination } = await insights.queries({ list, from, minCount, page, pageSize });
      return { enabled: true, items: await withDecided(items), pagination };
    },
  };
};
