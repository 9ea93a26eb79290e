import { setTimeout as pause } from 'node:timers/promises';

import type { StageName } from '../../../../shared/contracts';
import { initialStages } from '../../domain/run';
import { askedWeights } from '../../domain/weights';
import { planOf, stageNames } from '../../pipeline/plans';
import type { RunContext, RunInput, RunPorts, RunState } from '../../pipeline/run-context';
import { runPlan, type RunHooks, type StageHooks } from '../../pipeline/run-stages';
import type { RunRef } from '../../ports/run-store';
import { collect } from '../housekeeping';
import { jobFor, needsOf } from './build-job';
import type { DriftComparison, RunsPorts } from './ports';
import { createProgressRecorder, type ProgressRecorder } from './progress-recorder';
import { countsSoFar, failureOf, trafficSince } from './run-outcome';
import type { LimitsWatch } from './watch-limits';

/** Pause before the database is asked again whether the pointer has moved. */
const PAUSE_MS = 250;

/** A cancelled run is over soon; what is not removed by then is removed at the next run's end. */
const COLLECT_LIMIT_MS = 1_000;

/** Awaited before each stage of every run that this process executes. */
export type StageGate = StageHooks['beforeStage'];

/** What steers a run from outside. */
export type RunControl = {
  beforeStage: StageGate;
  limits: LimitsWatch;
  /** Its abort ends the run, for its reason. */
  signal: AbortSignal;
};

const stagePorts = (
  ports: RunsPorts,
  drift: DriftComparison,
  { kind, lease }: RunInput,
  { limits }: RunControl
): RunPorts => {
  const { catalog, live, backend, generations, tags, log } = ports;
  return {
    ...{ catalog, live, backend, generations, tags },
    workspaceOf: (generation) => ports.workspaceOf(generation),
    jobFor: (input) => jobFor(ports, input, drift.hasNewTexts),
    needsOf: (job) => needsOf(ports, job),
    freeMemory: () => ports.freeMemory(),
    checkEmbedder: (signal) => ports.checkEmbedder(signal),
    compareDrift: () => drift.afterSwap(),
    golden: {
      get stopOnDrop() {
        return ports.settings.goldenQueries.stopOnDrop;
      },
      queries: () => ports.goldenStore.queries(),
      steeringFor: (query) => ports.steering.for(query),
      weights: () => askedWeights(ports.weights()),
    },
    // A completed rebuild has taken over the vectors of every partial build.
    collect: () =>
      collect(ports, { lease, ...(kind === 'rebuild' && { afterRebuild: true, partialBuilds: 0 }) }),
    endLimits: limits.stop,
    pause: () => pause(PAUSE_MS),
    warn: (message) => log.warn(`[index-rebuild] run ${lease.holder}: ${message}`),
  };
};

/**
 * Whether the run's generation is live, or whether its end was recorded, is not known: the run cannot be ended here.
 * Whoever ends orphaned runs looks at the pointer.
 */
class OutcomeUnknown extends Error {}

const hooksOf = (
  ports: RunsPorts,
  { input, state, ports: { warn } }: RunContext,
  run: RunRef,
  recorder: ProgressRecorder,
  { beforeStage, limits, signal }: RunControl
): RunHooks => {
  const complain = (what: string) => (stage: StageName, error: Error) =>
    warn(`${what} ${stage}: ${error.message}`);
  const onReport: ProgressRecorder['report'] = (report, counts) => {
    limits.heard(report);
    recorder.report(report, counts);
  };
  return {
    onReport: (report) => onReport(report),
    beforeStage,
    commit: () => ports.runs.move(run, 'promoting', countsSoFar(state)),
    async runBuilder() {
      if (!state.job) throw new Error('There is no job for the builder.');
      state.built = await ports.builder.run(
        state.job,
        {
          records: ports.openTaggedPages(),
          onProgress: (report, { embedded, reused, failed, tagged }) =>
            onReport(report, { embedded, reused, failed, tagged }),
          beforeStage: (stage) => beforeStage(stage, signal),
        },
        signal
      );
    },
    during: limits.during,
    async hasReachedAim() {
      const { liveGeneration } = await ports.catalog.read().catch((error: Error) => {
        throw new OutcomeUnknown(error.message);
      });
      return liveGeneration === input.generation;
    },
    onLeftUndone: complain('left undone:'),
    onUndoFailed: complain('could not undo'),
  };
};

/**
 * Executes a run from `queued` to its end. Whatever happens, the run ends in a final state and the
 * live generation is the one before or the complete new one. Does not throw for a failed run.
 */
export const executeRun = async (
  ports: RunsPorts,
  drift: DriftComparison,
  input: RunInput,
  control: RunControl
): Promise<void> => {
  const { signal } = control;
  const { lease, generation } = input;
  const run: RunRef = { id: lease.holder, token: lease.token };
  const plan = planOf(input, { tagging: ports.tags !== null, upload: ports.backend.needsUpload });
  const recorder = createProgressRecorder(ports.runs, run, initialStages(stageNames(plan)));
  const state: RunState = {
    ...{ job: null, built: null, records: null, adopted: false, uploads: false },
    ...{ golden: null, warning: null },
  };
  const context: RunContext = { input, ports: stagePorts(ports, drift, input, control), state };
  const before = { ...ports.traffic };
  try {
    signal.throwIfAborted();
    await ports.runs.move(run, 'running', { generation });
    await runPlan(plan, context, hooksOf(ports, context, run, recorder, control), signal);
    const warning = state.warning ? { warning: state.warning } : {};
    const patch = { ...(await recorder.close()), ...countsSoFar(state), ...warning };
    const searches = trafficSince(before, ports.traffic);
    await ports.runs.move(run, 'completed', { ...patch, ...searches }).catch((error: Error) => {
      // No pointer tells of a tag run.
      throw input.kind === 'tag' ? error : new OutcomeUnknown(error.message);
    });
    ports.log.info(`[index-rebuild] run ${run.id} completed`);
  } catch (thrown) {
    if (thrown instanceof OutcomeUnknown) throw thrown;
    const progress = { ...(await recorder.close()), ...trafficSince(before, ports.traffic) };
    const { status, error, patch } = failureOf(thrown, signal.aborted ? signal.reason : undefined);
    ports.log.warn(`[index-rebuild] run ${run.id} ${status}: ${error.code}: ${error.message}`);
    await collect(ports, { lease, signal: AbortSignal.timeout(COLLECT_LIMIT_MS) });
    const golden = state.golden ? { golden: state.golden } : {};
    await ports.runs.move(run, status, { ...progress, ...golden, ...patch });
  }
};
