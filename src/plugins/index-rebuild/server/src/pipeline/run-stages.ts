import type { StageName } from '../../../shared/contracts';
import type { StageReport } from '../domain/run';
import type { BuildContext } from './build-context';
import type { Plan, Step } from './plans';
import type { RunContext } from './run-context';
import type { Report, Stage } from './stage';

/** Where the process that executes a run takes part. */
export type StageHooks = {
  onReport(report: StageReport): void;
  /** Awaited after a stage is reported and before it begins. */
  beforeStage(stage: StageName, signal: AbortSignal): Promise<void>;
};

/** Runs one stage after it was reported and let through. */
export const runStage = async <Context>(
  { name, run }: Stage<Context>,
  context: Context,
  { onReport, beforeStage }: StageHooks,
  signal: AbortSignal
): Promise<void> => {
  signal.throwIfAborted();
  onReport({ stage: name, done: 0, total: null });
  await beforeStage(name, signal);
  signal.throwIfAborted();
  const report: Report = (done, total) => onReport({ stage: name, done, total });
  await run(context, report, signal);
};

/** The builder's part of a run: its stages one after the other; the first error ends it. */
export const runBuilderStages = async (
  stages: readonly Stage<BuildContext>[],
  context: BuildContext,
  hooks: StageHooks,
  signal: AbortSignal
): Promise<void> => {
  for (const stage of stages) await runStage(stage, context, hooks, signal);
};

export type RunHooks = StageHooks & {
  /** Called before the first stage that commits. @throws RUN_CANCELLED or LEASE_LOST. */
  commit(): Promise<void>;
  /** Runs all stages of the plan that belong to the builder. */
  runBuilder(): Promise<void>;
  /** Settles as `work` does, unless that was told to end and hangs. */
  during(work: Promise<void>): Promise<void>;
  /** Whether the run has reached its goal, whatever fails now. */
  hasReachedAim(): Promise<boolean>;
  /** Called when a stage fails after the run has reached its goal. */
  onLeftUndone(stage: StageName, error: Error): void;
  /** Called when an undo fails. */
  onUndoFailed(stage: StageName, error: Error): void;
};

/** Undoes the stages that began, latest first. */
const undoAll = async (
  begun: readonly Step[],
  context: RunContext,
  error: Error,
  onUndoFailed: RunHooks['onUndoFailed']
): Promise<void> => {
  for (const step of [...begun].reverse()) {
    if (step.process !== 'strapi' || !step.stage.undo) continue;
    await step.stage.undo(context, error).catch((problem: Error) => onUndoFailed(step.stage.name, problem));
  }
};

/** Steps in order, with the builder's stages joined into one at the place of the first. */
const withoutRepeats = (plan: Plan): Step[] =>
  plan.filter((step, at) => step.process === 'strapi' || plan[at - 1]?.process !== 'builder');

/**
 * Runs a plan in the process that holds the lease. The first error ends it, and what its stages did
 * is undone. Once the run has reached its goal, an error only leaves that stage incomplete.
 */
export const runPlan = async (
  plan: Plan,
  context: RunContext,
  hooks: RunHooks,
  signal: AbortSignal
): Promise<void> => {
  const begun: Step[] = [];
  let committed = false;

  const runStep = async (step: Step): Promise<void> => {
    if (step.process === 'builder') return hooks.runBuilder();
    if (step.commits && !committed) {
      await hooks.commit();
      committed = true;
    }
    return hooks.during(runStage(step.stage, context, hooks, signal));
  };

  for (const step of withoutRepeats(plan)) {
    begun.push(step);
    try {
      await runStep(step);
    } catch (thrown) {
      const error = thrown as Error;
      if (!(await hooks.hasReachedAim())) {
        await undoAll(begun, context, error, hooks.onUndoFailed);
        throw error;
      }
      hooks.onLeftUndone(step.stage.name, error);
      if (signal.aborted) return;
    }
  }
};
