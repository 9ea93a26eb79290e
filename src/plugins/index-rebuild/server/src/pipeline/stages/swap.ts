import { indexedCount } from '../../domain/build';
import { IndexRebuildError, leaseLost, pointerNotSet } from '../../domain/errors';
import { specHash } from '../../domain/index-spec';
import { checkGoldenQueries } from '../golden-queries';
import type { RunContext } from '../run-context';
import type { Report, Stage } from '../stage';

const STEPS = 4;

/**
 * Sets the pointer and reads it back. When the connection breaks, it is unknown whether the UPDATE
 * was done. Repeating it is harmless and settles the question, as long as the lease is ours.
 */
const setPointer = async (
  { input: { lease, generation }, ports: { catalog, pause } }: RunContext,
  signal: AbortSignal
): Promise<void> => {
  const isSet = async (): Promise<boolean> => {
    if (await catalog.setPointer(lease, generation)) return true;
    return (await catalog.read()).liveGeneration === generation;
  };
  for (;;) {
    try {
      if (!(await isSet())) throw leaseLost();
      break;
    } catch (error) {
      if (error instanceof IndexRebuildError) throw error;
      signal.throwIfAborted();
      await pause();
    }
  }
  const { liveGeneration } = await catalog.read();
  if (liveGeneration !== generation) throw pointerNotSet(generation, liveGeneration);
};

const swapTo = async (context: RunContext, report: Report, signal: AbortSignal): Promise<void> => {
  const { live, endLimits } = context.ports;
  const searcher = await live.prepare(context.input.generation);
  try {
    report(1, STEPS);
    await checkGoldenQueries(context, searcher, signal);
    report(2, STEPS);
    signal.throwIfAborted();
    endLimits();
    await setPointer(context, signal);
    report(3, STEPS);
  } catch (error) {
    await searcher.drain();
    throw error;
  }
  live.activate(searcher);
  report(STEPS, STEPS);
};

/** Records the sealed generation; an earlier one is already recorded. */
const recordSealed = async ({ input: { generation, lease }, ports, state }: RunContext): Promise<void> => {
  if (!state.built || !state.job) return;
  const { totals, bytes } = state.built;
  const { spec } = state.job;
  await ports.generations.ready(generation, lease.token, {
    records: indexedCount(totals),
    specHash: specHash(spec),
    model: spec.model,
    bytes,
  });
};

/**
 * Makes the generation live: its searcher answers a first query and the golden queries, then the catalog's
 * pointer moves, then this process's handle. There is no undo: once the pointer has moved, the run has reached its goal.
 */
export const swap: Stage<RunContext> = {
  name: 'swap',
  async run(context, report, signal) {
    report(0, STEPS);
    await recordSealed(context);
    await context.ports.live.exclusive(async () => {
      signal.throwIfAborted();
      await swapTo(context, report, signal);
    });
  },
};
