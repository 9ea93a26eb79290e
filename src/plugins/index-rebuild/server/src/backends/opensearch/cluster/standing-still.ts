import type { Cluster } from './cluster';

/** Time for each node to answer a node that asks about it. */
const NODE_MS = 500;
/** What is known of the nodes is asked again after this. */
const KNOWN_MS = 5_000;
/** For the answer of the one that asks all. */
const ANSWER_MS = 2 * NODE_MS;

type Nodes = { _nodes: { failed: number }; nodes: Record<string, object> };

/**
 * Finds out which nodes stand still: connected, so that the cluster counts on them, and answering nobody. It gives
 * them up by itself only after half a minute or more.
 *
 * @param now Milliseconds of a clock that never goes back.
 */
export const watchNodes = (cluster: Cluster, now: () => number) => {
  let preference: string | null = null;
  let askAgainAt = Infinity;
  let looking: Promise<string | null> | null = null;

  const ask = async (): Promise<string | null> => {
    const { _nodes: count, nodes } = await cluster.ask<Nodes>({
      method: 'GET',
      path: '/_nodes/http',
      query: { timeout: `${NODE_MS}ms`, filter_path: '_nodes,nodes.*.name' },
      timeoutMs: ANSWER_MS,
    });
    return count.failed > 0 ? `_prefer_nodes:${Object.keys(nodes).join(',')}` : null;
  };

  /** Asks the nodes now. @returns As `preference`; null as well when nobody told. */
  const look = (): Promise<string | null> =>
    (looking ??= ask()
      .catch(() => null)
      .then((found) => {
        preference = found;
        askAgainAt = found === null ? Infinity : now() + KNOWN_MS;
        looking = null;
        return found;
      }));

  return {
    look,
    /** Names the copies on nodes that answer, in OpenSearch's words; null while no node is known to stand still. */
    preference(): string | null {
      if (now() >= askAgainAt) void look();
      return preference;
    },
  };
};
