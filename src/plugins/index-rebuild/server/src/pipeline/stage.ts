import type { StageName } from '../../../shared/contracts';
import type { StageReport } from '../domain/run';

export type Report = (done: number, total: number | null) => void;

/** One step of a run. It reads and fills the context, reports its progress and may be aborted. */
export interface Stage<Context> {
  readonly name: StageName;
  run(context: Context, report: Report, signal: AbortSignal): Promise<void>;
}

/** What the process around a run takes part in. */
export type StageHooks = {
  onReport(report: StageReport): void;
  /** Awaited when a stage has been reported and before it begins. */
  before(stage: StageName, signal: AbortSignal): Promise<void>;
};

/** Runs the stages one after the other; the first error ends the run. */
export const runStages = async <Context>(
  stages: readonly Stage<Context>[],
  context: Context,
  { onReport, before }: StageHooks,
  signal: AbortSignal
): Promise<void> => {
  for (const stage of stages) {
    signal.throwIfAborted();
    onReport({ stage: stage.name, done: 0, total: null });
    await before(stage.name, signal);
    signal.throwIfAborted();
    const report: Report = (done, total) => onReport({ stage: stage.name, done, total });
    await stage.run(context, report, signal);
  }
};
