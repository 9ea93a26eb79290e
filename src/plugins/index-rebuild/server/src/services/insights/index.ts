import { DEFAULT_RETENTION_DAYS } from '../../config/insights';
import { dayOf, daysBefore } from '../../domain/insights/day';
import type { InsightsStore } from '../../ports/insights-store';
import { createRecorder, type RecorderPorts } from './recorder';
import { createReport, type ReportPorts } from './report';

export type InsightsPorts = RecorderPorts & ReportPorts & { insights: InsightsStore };

/** What visitors look for: counted without saying who, shown, and removed when it is old. */
export const createInsights = (ports: InsightsPorts) => {
  const { insights, clock, settings } = ports;
  const recorder = createRecorder(ports);
  // What was counted before insights were turned off does not stay for ever either.
  const { retentionDays } = settings.insights || { retentionDays: DEFAULT_RETENTION_DAYS };
  let tidiedOn: string | null = null;

  return {
    recorder,
    ...createReport(ports),

    /** Removes everything; what other processes have not written yet is not among it. */
    async erase(): Promise<void> {
      await recorder.forget();
      await insights.removeAll();
    },

    /** Removes old days, once a day in each process. */
    async tick(): Promise<void> {
      const today = dayOf(clock.now());
      if (tidiedOn === today) return;
      await insights.removeBefore(daysBefore(today, retentionDays - 1));
      tidiedOn = today;
    },
  };
};

export type InsightsService = ReturnType<typeof createInsights>;
