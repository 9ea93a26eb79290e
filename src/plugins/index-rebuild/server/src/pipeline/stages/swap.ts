import { IndexRebuildError } from '../../domain/errors';
import type { Lease } from '../../domain/lease';
import type { Catalog } from '../../ports/catalog';
import type { LiveHolder } from '../../ports/live';
import type { Report, Stage } from '../stage';

/** What a swap works with, in the Strapi process. */
export interface SwapContext {
  readonly generation: string;
  readonly lease: Lease;
  readonly catalog: Catalog;
  readonly live: LiveHolder;
  /** A short wait before the database is asked again. */
  readonly pause: () => Promise<void>;
}

const STEPS = 3;

const lost = (): IndexRebuildError =>
  new IndexRebuildError(
    'LEASE_LOST',
    'Another process took over the right to run before the swap. The current index stays live. Start the rebuild again.'
  );

/**
 * Sets the pointer and reads it back. When the connection breaks, nobody knows whether the UPDATE
 * was done: the same UPDATE again is harmless and tells, as long as the lease is ours.
 */
const publish = async ({ catalog, lease, generation, pause }: SwapContext, signal: AbortSignal) => {
  const published = async (): Promise<boolean> => {
    if (await catalog.setPointer(lease, generation)) return true;
    return (await catalog.read()).liveGeneration === generation;
  };
  for (;;) {
    try {
      if (!(await published())) throw lost();
      break;
    } catch (error) {
      if (error instanceof IndexRebuildError) throw error;
      signal.throwIfAborted();
      await pause();
    }
  }
  const { liveGeneration } = await catalog.read();
  if (liveGeneration !== generation) {
    throw new IndexRebuildError(
      'SWAP_FAILED',
      `The catalog names generation ${liveGeneration ?? 'none'} after the swap to ${generation}. Start the rebuild again.`
    );
  }
};

const swapTo = async (context: SwapContext, report: Report, signal: AbortSignal): Promise<void> => {
  const searcher = await context.live.prepare(context.generation);
  try {
    report(1, STEPS);
    await publish(context, signal);
    report(2, STEPS);
  } catch (error) {
    await searcher.drain();
    throw error;
  }
  context.live.activate(searcher);
  report(STEPS, STEPS);
};

/** Makes the generation live: its searcher answers first, then the pointer moves, then the handle. */
export const swap: Stage<SwapContext> = {
  name: 'swap',
  async run(context, report, signal) {
    report(0, STEPS);
    await context.live.exclusive(async () => {
      signal.throwIfAborted();
      await swapTo(context, report, signal);
    });
  },
};
