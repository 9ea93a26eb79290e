import type { Container } from '../../container';
import { IndexRebuildError } from '../../domain/errors';
import type { OpenRun } from '../../ports/run-store';
import type { Drift } from './tools';

export const interrupted = (why: string): IndexRebuildError =>
  new IndexRebuildError(
    'RUN_INTERRUPTED',
    `The run was interrupted: ${why} The current index stays live; start the rebuild again. What it had embedded is used again.`
  );

const endOrphaned = async (
  { runs, generations }: Container,
  drift: Drift,
  run: OpenRun,
  liveGeneration: string | null
): Promise<void> => {
  const { generation, status, cancelledBy } = run;
  if (status === 'promoting' && generation !== null && generation === liveGeneration) {
    // Its process ended between the swap and the last write.
    await generations.markLive(generation);
    await drift.afterSwap();
    await runs.move(run, 'completed');
    return;
  }
  if (generation !== null) {
    const row = await generations.find(generation);
    if (row?.run === run.id) await generations.discard(generation);
  }
  if (cancelledBy !== null && status !== 'promoting') await runs.move(run, 'cancelled');
  else
    await runs.move(run, 'interrupted', {
      error: interrupted('the process that conducted it is gone.').toPlain(),
    });
};

/** Ends runs whose process is gone: their lease has expired or is another's. */
export const endOrphanedRuns = async (container: Container, drift: Drift): Promise<void> => {
  // The runs first: a run that starts in between is not among them and cannot be mistaken.
  const open = await container.runs.active();
  if (open.length === 0) return;
  const { held, holder, liveGeneration } = await container.catalog.read();
  const lost = open.filter(({ id }) => !(held && id === holder));
  for (const run of lost) {
    await endOrphaned(container, drift, run, liveGeneration).catch((error) => {
      // It reached its end in this very moment, or another process has ended it.
      if (!(error instanceof IndexRebuildError) || error.code !== 'LEASE_LOST') throw error;
    });
  }
};
