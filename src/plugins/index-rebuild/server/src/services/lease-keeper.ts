import type { Lease, LeaseTimings } from '../domain/lease';
import type { Catalog } from '../ports/catalog';

/**
 * Renews the lease on a timer, whether or not the run makes progress. When it cannot be renewed
 * for 0.8 of its length, or the database says that it is no longer ours, `onLost` is called once.
 *
 * @returns The function that stops the renewal.
 */
export const keepLease = (
  catalog: Pick<Catalog, 'renew'>,
  lease: Lease,
  { renewEveryMs, abortAfterMs }: LeaseTimings,
  onLost: () => void
): (() => void) => {
  let giveUp: NodeJS.Timeout;
  // A response may arrive after the end: it must neither restart the limit nor report a loss.
  let ended = false;
  const stop = (): void => {
    ended = true;
    clearInterval(renewal);
    clearTimeout(giveUp);
  };
  const lose = (): void => {
    if (ended) return;
    stop();
    onLost();
  };
  // Counted from the request: the lease starts with the statement, however late the response.
  const extend = (askedAt: number): void => {
    if (ended) return;
    clearTimeout(giveUp);
    giveUp = setTimeout(lose, askedAt + abortAfterMs - performance.now());
  };
  const renewal = setInterval(() => {
    const askedAt = performance.now();
    catalog.renew(lease).then(
      (ours) => (ours ? extend(askedAt) : lose()),
      // The database did not respond; the next try or the limit decides.
      () => {}
    );
  }, renewEveryMs);
  extend(performance.now());
  return stop;
};
