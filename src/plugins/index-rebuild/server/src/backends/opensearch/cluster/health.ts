import type { Cluster } from './cluster';
import { ClusterFailure } from './failure';

type Health = { status: 'green' | 'yellow' | 'red'; number_of_data_nodes: number };
type Disks = { nodes?: Record<string, { fs: { total: { available_in_bytes: number } } }> };

/**
 * Bytes that a new generation may take, of which each row is written once for itself and once for each copy.
 * What is free is shared by the nodes, so that the fullest of them decides.
 *
 * @param replicas Copies of each shard, besides the first.
 * @throws ClusterFailure, also when the cluster has lost data: nothing should be built on it then.
 */
export const freeBytesOf = async (cluster: Cluster, replicas: number): Promise<number> => {
  const { status, number_of_data_nodes: nodes } = await cluster.ask<Health>({
    method: 'GET',
    path: '/_cluster/health',
  });
  if (status === 'red') throw new ClusterFailure('partial', 'the cluster is red: shards are missing');
  if (nodes <= replicas)
    throw new ClusterFailure(
      'settings',
      `${replicas} copies of each shard need ${replicas + 1} data nodes, and there are ${nodes}`
    );
  // Not by _cat/allocation, for which a role has to read the state of the whole cluster.
  const { nodes: disks = {} } = await cluster.ask<Disks>({
    method: 'GET',
    path: '/_nodes/data:true/stats/fs',
    query: { filter_path: 'nodes.*.fs.total.available_in_bytes' },
  });
  const free = Object.values(disks)
    .map(({ fs }) => fs.total.available_in_bytes)
    .filter((bytes) => bytes > 0);
  if (free.length === 0) throw new ClusterFailure('partial', 'no node says how much disk it has');
  return (Math.min(...free) * free.length) / (replicas + 1);
};
