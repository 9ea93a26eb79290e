import type { StageName, StageProgress } from '../../../../shared/contracts';
import { applyReport, type StageReport } from '../../domain/run';
import type { RunPatch, RunRef, RunStore } from '../../ports/run-store';

/** Often enough for a page that polls every 3 s, seldom enough for the database. */
const WRITE_EVERY_MS = 500;

export interface ProgressRecorder {
  report(this: void, report: StageReport, counts?: RunPatch): void;
  /** The latest stages and counts, for the last write; nothing is written after this. */
  close(): Promise<RunPatch>;
}

/**
 * Writes a run's progress, at most twice a second and never with two writes at once: what comes
 * meanwhile is merged and written next.
 */
export const createProgressRecorder = (
  store: RunStore,
  run: RunRef,
  initial: readonly StageProgress[]
): ProgressRecorder => {
  let stages = [...initial];
  let stage: StageName | null = null;
  let stageStartedAt = 0;
  let latest: RunPatch = {};
  let isWritten = true;
  let writing: Promise<void> | null = null;
  let wake = (): void => {};

  const pause = (): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, WRITE_EVERY_MS);
      wake = () => (clearTimeout(timer), resolve());
    });

  const writeAll = async (): Promise<void> => {
    while (!isWritten) {
      isWritten = true;
      // Progress is only informative: the run must not fail because of it.
      await store.record(run, latest).catch(() => {});
      await pause();
    }
    writing = null;
  };

  return {
    report(report, counts = {}) {
      if (report.stage !== stage) {
        stage = report.stage;
        stageStartedAt = performance.now();
      }
      stages = applyReport(stages, report, performance.now() - stageStartedAt);
      latest = { ...latest, ...counts, stage, stages };
      isWritten = false;
      writing ??= writeAll();
    },
    async close() {
      isWritten = true;
      wake();
      await writing;
      return latest;
    },
  };
};
