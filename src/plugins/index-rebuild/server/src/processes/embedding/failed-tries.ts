import { monotonicMs } from '../../lib/monotonic';
import type { Log } from '../../ports/log';

/** During an outage, every request of every lane fails again and again. */
const EVERY_MS = 10_000;

/**
 * Tells of a provider's requests that fail and are made again, at most once in ten seconds.
 *
 * @param what Whose provider it is: "embedding".
 */
export const failedTries = (log: Pick<Log, 'warn'>, what: string) => {
  let toldAt = -Infinity;
  let untold = 0;
  /** @param did What it did: "answered 429". */
  return (did: string): void => {
    if (monotonicMs() - toldAt < EVERY_MS) {
      untold += 1;
      return;
    }
    const others = untold > 0 ? ` (and ${untold} more failed requests before)` : '';
    log.warn(`the ${what} provider ${did}${others}; such requests are made again`);
    toldAt = monotonicMs();
    untold = 0;
  };
};
