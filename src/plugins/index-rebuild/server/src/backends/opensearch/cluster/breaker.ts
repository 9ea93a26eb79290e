import type { Cluster } from './cluster';
import { ClusterFailure } from './failure';

/** Failures one after the other from which on a cluster counts as away. */
const MAX_FAILURES = 5;
/** How long it is left alone then, before one request tries again. */
const REST_MS = 1_000;

const isOutage = (error: unknown): boolean =>
  error instanceof ClusterFailure && ['unreachable', 'busy', 'partial'].includes(error.kind);

/**
 * Asks a cluster unless it has failed again and again: requests are refused at once then, so that they neither
 * wait in vain nor add to its load, and one after the other finds out whether it is back.
 */
export const withBreaker = (cluster: Cluster, now: () => number): Cluster => {
  let failures = 0;
  let restsUntil = -Infinity;
  return {
    async ask(request) {
      if (failures >= MAX_FAILURES) {
        if (now() < restsUntil)
          throw new ClusterFailure('unreachable', 'it did not answer the last requests');
        // The others wait for what becomes of this one.
        restsUntil = now() + REST_MS;
      }
      try {
        const answer = await cluster.ask<never>(request);
        failures = 0;
        return answer;
      } catch (error) {
        if (isOutage(error)) {
          failures += 1;
          restsUntil = now() + REST_MS;
        } else if (error instanceof ClusterFailure) failures = 0;
        throw error;
      }
    },
    close: () => cluster.close(),
  };
};
