import type { Cluster, ClusterRequest } from './cluster';
import { isKind } from './failure';
import { watchNodes } from './standing-still';

/**
 * Time for the first try of a search. A node that stands still keeps its connections open and answers nobody; after
 * this it is left alone for a while, and another one is asked.
 */
const FIRST_TRY_MS = 1_000;

/**
 * Asks once more, another node, when one did not answer. For what changes nothing.
 *
 * The node that is asked may answer while it waits for a copy on one that stands still. So the copies are named
 * from then on that nodes have which answer, until all of them do.
 *
 * @param now Milliseconds of a clock that never goes back.
 */
export const withSecondTry = (cluster: Cluster, now: () => number): Cluster => {
  const nodes = watchNodes(cluster, now);
  const naming = (request: ClusterRequest, preference: string | null): ClusterRequest =>
    preference === null ? request : { ...request, ...request.preferring?.(preference) };
  return {
    async ask(request) {
      try {
        return await cluster.ask<never>({ ...naming(request, nodes.preference()), timeoutMs: FIRST_TRY_MS });
      } catch (error) {
        if (!isKind(error, 'unreachable')) throw error;
        const preference = await nodes.look();
        try {
          return await cluster.ask(naming(request, preference));
        } catch (second) {
          // That nobody waits any more does not change why.
          throw request.signal?.aborted ? error : second;
        }
      }
    },
    close: () => cluster.close(),
  };
};
