import { DEFAULT_RETENTION_DAYS } from '../../config/sections';
import { dayOf, daysBefore } from '../../domain/insights/day';
import type { InsightsStore } from '../../ports/insights-store';
import { createRecorder, type RecorderPorts } from './recorder';
import { createReport, type ReportPorts } from './report';

const TIDY_MS = 3_600_000;

export type InsightsPorts = RecorderPorts & ReportPorts & { insights: InsightsStore };

/** What visitors look for: counted without saying who, shown, and removed when it is old. */
export const createInsights = (ports: InsightsPorts) => {
  const { insights, clock, settings } = ports;
  const recorder = createRecorder(ports);
  let tidied = { from: '', nextAt: 0 };

  /** What was counted before insights were turned off does not stay for ever either. */
  const firstDay = (now: Date): string => {
    const { retentionDays } = settings.insights || { retentionDays: DEFAULT_RETENTION_DAYS };
    return daysBefore(dayOf(now), retentionDays - 1);
  };

  return {
    recorder,
    ...createReport(ports),

    /** Removes everything; what other processes have not written yet is not among it. */
    async erase(): Promise<void> {
      await recorder.forget();
      await insights.removeAll();
    },

    /** Removes old days, once an hour in each process and when others become old; what fails is tried again then. */
    async tick(): Promise<void> {
      const now = clock.now();
      const from = firstDay(now);
      if (now.getTime() < tidied.nextAt && from === tidied.from) return;
      tidied = { from, nextAt: now.getTime() + TIDY_MS };
      await insights.removeBefore(from);
    },
  };
};

export type InsightsService = ReturnType<typeof createInsights>;
