import type { Lease, LeaseTimings } from '../domain/lease';
import type { Catalog } from '../ports/catalog';

/**
 * Renews the lease on a timer, whether or not the run makes progress. When it cannot be renewed
 * for 0.8 of its length, or the database says that it is no longer ours, `onLost` is called once.
 *
 * @returns The function that stops the renewal.
 */
export const keepLease = (
  catalog: Catalog,
  lease: Lease,
  { renewEveryMs, abortAfterMs }: LeaseTimings,
  onLost: () => void
): (() => void) => {
  let giveUp: NodeJS.Timeout;
  const stop = (): void => {
    clearInterval(renewal);
    clearTimeout(giveUp);
  };
  const lose = (): void => {
    stop();
    onLost();
  };
  const extend = (): void => {
    clearTimeout(giveUp);
    giveUp = setTimeout(lose, abortAfterMs);
  };
  const renewal = setInterval(() => {
    catalog.renew(lease).then(
      (ours) => (ours ? extend() : lose()),
      // The database did not answer; the next try or the limit decides.
      () => {}
    );
  }, renewEveryMs);
  extend();
  return stop;
};
