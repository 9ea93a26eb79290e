import type { RunStatus } from '../../../../shared/contracts';
import type { Container } from '../../container';
import { toIndexRebuildError, type ErrorCode, type IndexRebuildError } from '../../domain/errors';
import type { Lease } from '../../domain/lease';
import { initialStages } from '../../domain/run';
import { storageError } from '../../domain/storage-errors';
import type { RunPatch, RunRef } from '../../ports/run-store';
import { BuildError } from '../../processes/builder/start-builder';
import { createProgressRecorder } from './progress-recorder';
import { countsOf } from './rebuild';
import type { Drift, RunTools, RunWork } from './tools';

const ENDS: Partial<Record<ErrorCode, RunStatus>> = {
  RUN_CANCELLED: 'cancelled',
  RUN_INTERRUPTED: 'interrupted',
};

/** Queries since `before` that this process has answered and failed to answer. */
const trafficSince = (before: Container['traffic'], now: Container['traffic']): RunPatch => ({
  searchQueries: now.queries - before.queries,
  searchFailed: now.failed - before.failed,
});

const isLive = async ({ catalog }: Container, generation: string): Promise<boolean> =>
  (await catalog.read()).liveGeneration === generation;

const endAfter = async (
  tools: RunTools,
  drift: Drift,
  work: RunWork,
  thrown: unknown,
  traffic: RunPatch
): Promise<void> => {
  const { container, run, recorder, signal } = tools;
  const { log, runs } = container;
  const progress = { ...(await recorder.close()), ...traffic };
  // Whatever happened after the pointer moved, the run has reached its aim.
  if (await isLive(container, work.generation)) {
    await drift.afterSwap();
    await runs.move(run, 'completed', progress);
    return;
  }
  const error: IndexRebuildError = toIndexRebuildError(
    signal.aborted ? signal.reason : (storageError(thrown) ?? thrown)
  );
  const to = ENDS[error.code] ?? 'failed';
  log.warn(`[index-rebuild] run ${run.id} ${to}: ${error.code}: ${error.message}`);
  await work
    .abandon(tools, error)
    .catch((problem: Error) =>
      log.warn(`[index-rebuild] run ${run.id} could not clean up: ${problem.message}`)
    );
  const counts = thrown instanceof BuildError ? countsOf(thrown.totals) : {};
  const told = to === 'cancelled' ? {} : { error: error.toPlain() };
  await runs.move(run, to, { ...progress, ...counts, ...told });
};

/**
 * Conducts a run from `queued` to its end. Whatever happens, the run ends in a final state and the
 * live generation is the one before or the complete new one. Does not throw for a failed run.
 */
export const executeRun = async (
  container: Container,
  drift: Drift,
  lease: Lease,
  work: RunWork,
  signal: AbortSignal
): Promise<void> => {
  const run: RunRef = { id: lease.holder, token: lease.token };
  const recorder = createProgressRecorder(
    container.runs,
    run,
    initialStages(work.kind, container.settings.tags !== null)
  );
  const tools: RunTools = { container, run, lease, recorder, signal };
  const before = { ...container.traffic };
  try {
    signal.throwIfAborted();
    await container.runs.move(run, 'running', { generation: work.generation });
    const patch = await work.execute(tools);
    await drift.afterSwap();
    const traffic = trafficSince(before, container.traffic);
    await container.runs.move(run, 'completed', { ...(await recorder.close()), ...patch, ...traffic });
    container.log.info(`[index-rebuild] run ${run.id} completed`);
  } catch (thrown) {
    await endAfter(tools, drift, work, thrown, trafficSince(before, container.traffic));
  }
};
