import type { Cluster } from './cluster';
import { isKind } from './failure';

/**
 * Time for the first try of a search. A node that stands still keeps its connections open and answers nobody; after
 * this it is left alone for a while, and another one is asked.
 */
const FIRST_TRY_MS = 1_000;

/** Asks once more, another node, when one did not answer. For what changes nothing. */
export const withSecondTry = (cluster: Cluster): Cluster => ({
  async ask(request) {
    try {
      return await cluster.ask<never>({ ...request, timeoutMs: FIRST_TRY_MS });
    } catch (error) {
      if (!isKind(error, 'unreachable')) throw error;
      return cluster.ask(request);
    }
  },
  close: () => cluster.close(),
});
