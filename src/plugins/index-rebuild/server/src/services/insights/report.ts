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
import type { InsightsStore } from '../../ports/insights-store';

export type ReportPorts = {
  settings: Pick<ResolvedSettings, 'insights'>;
  insights: Pick<InsightsStore, 'days' | 'queries' | 'isEmpty'>;
  clock: Clock;
};

type InsightQueries = { enabled: boolean; items: InsightQuery[]; pagination: Pagination };

/** What was counted, as it is shown. */
export const createReport = ({ settings, insights, clock }: ReportPorts) => {
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
      return { enabled: true, ...(await insights.queries({ list, from, minCount, page, pageSize })) };
    },
  };
};
