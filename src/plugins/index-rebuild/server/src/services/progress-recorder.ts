import type { StageName } from '../../../shared/contracts';
import { applyReport, initialStages, type StageReport } from '../domain/run';
import type { RunPatch, RunRef, RunStore } from '../ports/run-store';

/** Often enough for a page that polls every 3 s, seldom enough for the database. */
const WRITE_EVERY_MS = 500;

/**
 * Writes a run's progress, at most twice a second and never two writes at once: what comes
 * meanwhile is merged and written next.
 */
export const createProgressRecorder = (store: RunStore, run: RunRef) => {
  let stages = initialStages();
  let stage: StageName | null = null;
  let stageStartedAt = 0;
  let waiting: RunPatch | null = null;
  let writing: Promise<void> | null = null;

  const writeAll = async (): Promise<void> => {
    while (waiting) {
      const patch = waiting;
      waiting = null;
      // Progress is for reading along only: the run does not fail because of it.
      await store.record(run, patch).catch(() => {});
      await new Promise((resolve) => setTimeout(resolve, WRITE_EVERY_MS));
    }
    writing = null;
  };

  return {
    report(report: StageReport, counts: RunPatch = {}): void {
      if (report.stage !== stage) {
        stage = report.stage;
        stageStartedAt = performance.now();
      }
      stages = applyReport(stages, report, performance.now() - stageStartedAt);
      waiting = { ...waiting, ...counts, stage, stages };
      writing ??= writeAll();
    },
    /** The latest stages, for the last write; nothing is written after this. */
    async close(): Promise<RunPatch> {
      waiting = null;
      await writing;
      return { stage, stages };
    },
  };
};
