import { IndexRebuildError, runInterrupted } from '../../domain/errors';
import type { OpenRun } from '../../ports/run-store';
import type { DriftComparison, RunsPorts } from './ports';

type Ports = Pick<RunsPorts, 'runs' | 'generations' | 'catalog'>;

/** The process ended between the swap and the last write: the run had reached its goal. */
const complete = async (
  { runs, generations }: Ports,
  drift: DriftComparison,
  run: OpenRun
): Promise<void> => {
  if (run.generation !== null) await generations.markLive(run.generation, run.token);
  await drift.afterSwap();
  await runs.move(run, 'completed');
};

const interrupt = async ({ runs, generations }: Ports, run: OpenRun): Promise<void> => {
  const { generation, status, cancelledBy } = run;
  const row = generation === null ? null : await generations.find(generation);
  const unfinished = row?.state === 'building' || row?.state === 'ready';
  if (row?.run === run.id && unfinished) await generations.discard(row.name, run.token);
  if (cancelledBy !== null && status !== 'promoting') await runs.move(run, 'cancelled');
  else {
    const error = runInterrupted('the process that executed it is gone.').toPlain();
    await runs.move(run, 'interrupted', { error });
  }
};

const endOrphaned = (
  ports: Ports,
  drift: DriftComparison,
  run: OpenRun,
  liveGeneration: string | null
): Promise<void> => {
  const { status, generation } = run;
  const isLive = status === 'promoting' && generation !== null && generation === liveGeneration;
  return isLive ? complete(ports, drift, run) : interrupt(ports, run);
};

/** Ends runs whose holder is gone: their lease has expired or belongs to another run. */
export const endOrphanedRuns = async (ports: Ports, drift: DriftComparison): Promise<void> => {
  // The runs first: a run that starts in between is not among them and cannot be mistaken.
  const open = await ports.runs.active();
  if (open.length === 0) return;
  const { held, holder, liveGeneration } = await ports.catalog.read();
  const orphaned = open.filter(({ id }) => !(held && id === holder));
  for (const run of orphaned) {
    await endOrphaned(ports, drift, run, liveGeneration).catch((error) => {
      // It has just ended, or another process has ended it.
      if (!(error instanceof IndexRebuildError) || error.code !== 'LEASE_LOST') throw error;
    });
  }
};
