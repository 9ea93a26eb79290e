import { leaseLost, runCancelled } from '../../domain/errors';
import type { Lease } from '../../domain/lease';
import { keepLease } from '../lease-keeper';
import { watchCancel } from './cancel-watch';
import type { RunsPorts } from './ports';

type Ports = Pick<RunsPorts, 'catalog' | 'runs' | 'timings' | 'log'>;

/**
 * Does `work` while the lease is renewed and a request to cancel is watched for, then releases the
 * lease. Does not throw: what could not be ended is ended when the lease has expired.
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
