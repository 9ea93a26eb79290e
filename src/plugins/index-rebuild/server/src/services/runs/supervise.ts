import { leaseLost, runCancelled } from '../../domain/errors';
import type { Lease } from '../../domain/lease';
import { keepLease } from '../lease-keeper';
import { watchCancel } from './cancel-watch';
import type { RunsPorts } from './ports';

type Ports = Pick<RunsPorts, 'catalog' | 'runs' | 'timings' | 'log'>;

/**
 * Does `work` while renewing the lease and watching for a cancel, then releases the
 * lease. Does not throw: a run that could not be ended is ended once the lease has expired.
 */
export const superviseRun = async (
  { catalog, runs, timings, log }: Ports,
  lease: Lease,
  abort: AbortController,
  work: () => Promise<void>
): Promise<void> => {
  const stopKeeping = keepLease(catalog, lease, timings, () => abort.abort(leaseLost()));
  const stopWatching = watchCancel(runs, lease.holder, (by) => abort.abort(runCancelled(by)));
  try {
    await work();
  } catch (error) {
    log.error(`[index-rebuild] run ${lease.holder} could not be ended: ${(error as Error).message}`);
  } finally {
    stopWatching();
    stopKeeping();
    await catalog
      .release(lease)
      .catch((error: Error) =>
        log.error(`[index-rebuild] the lease could not be released: ${error.message}`)
      );
  }
};
