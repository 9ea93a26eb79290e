import type { StageName } from '../../../../shared/contracts';
import { runTooLong, stageTooLong, stageWithoutProgress, type IndexRebuildError } from '../../domain/errors';
import type { StageReport } from '../../domain/run';
import type { RunLimits } from '../../domain/run-limits';

/** A stage that listens to its signal ends within this time; one that hangs is not waited for. */
const GRACE_MS = 5_000;

export type LimitsWatch = {
  heard(report: StageReport): void;
  /** What a run does from here on cannot be undone, so that no limit ends it any more. */
  stop(): void;
  /** Settles as `work` does, or rejects when that has been told to end for a limit and does not. */
  during<T>(work: Promise<T>): Promise<T>;
};

/**
 * Watches how long a run and its stages take, and how long a stage does not get any further.
 *
 * @param onExceeded Called once, with what says which limit it was.
 */
export const watchLimits = (
  { runSeconds, stageSeconds, noProgressSeconds }: RunLimits,
  onExceeded: (error: IndexRebuildError) => void
): LimitsWatch => {
  let stage: StageName | null = null;
  let done = 0;
  let stopped = false;
  const timers = new Map<'run' | 'stage' | 'progress', NodeJS.Timeout>();
  let giveUp: (error: IndexRebuildError) => void = () => {};
  const hung = new Promise<never>((_, reject) => {
    giveUp = reject;
  });
  hung.catch(() => {});

  const stop = (): void => {
    stopped = true;
    for (const timer of timers.values()) clearTimeout(timer);
  };

  const exceed = (error: IndexRebuildError): void => {
    stop();
    onExceeded(error);
    timers.set('run', setTimeout(() => giveUp(error), GRACE_MS).unref());
  };

  const limit = (
    name: 'run' | 'stage' | 'progress',
    seconds: number | null | undefined,
    errorOf: (seconds: number) => IndexRebuildError
  ): void => {
    clearTimeout(timers.get(name));
    if (seconds) timers.set(name, setTimeout(() => exceed(errorOf(seconds)), seconds * 1_000).unref());
  };

  limit('run', runSeconds, (seconds) => runTooLong(stage, seconds));

  return {
    heard(report) {
      const isNew = report.stage !== stage;
      if (stopped || (!isNew && report.done === done)) return;
      ({ stage, done } = report);
      const { stage: name } = report;
      if (isNew) limit('stage', stageSeconds[name], (seconds) => stageTooLong(name, seconds));
      limit('progress', noProgressSeconds, (seconds) => stageWithoutProgress(name, seconds));
    },
    stop,
    during: (work) => Promise.race([work, hung]),
  };
};
