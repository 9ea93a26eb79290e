import type { Surroundings } from '../../../domain/cut-off';
import { momentsOf, semanticScore, type Moments, type SemanticScore } from '../../../domain/ranking';
import { innerProductAt } from '../../../domain/vectors';
import type { Cluster } from '../cluster/cluster';
import { meaningOfRows } from '../searcher/features';
import { firstRound, nearestRows, secondRound } from '../searcher/retrieval';
import type { SampledRecord } from './sampled';

/** True neighbours that the graph is to find of each sampled vector. */
const NEIGHBOURS = 10;
/** Vectors that are looked for: each is compared with all rows, on every shard. */
const LOOKED_FOR = 32;
/** Records that are compared exactly to find the one nearest to a query. */
const NEAR = 50;

/** Scores within this of each other count as equal: the graph computes in another order. */
const SCORE_TOLERANCE = 1e-4;

type Meaning = (whole: number, passage: number) => number;

/** What a record means for a query. @param by What its whole and its passages count. */
const meaningOfVectors = (vectors: Float32Array, query: Float32Array, by: Meaning): number => {
  const cosines = Array.from({ length: vectors.length / query.length }, (_, row) =>
    innerProductAt(vectors, row * query.length, query)
  );
  const [whole, ...passages] = cosines;
  return by(whole, passages.length === 0 ? whole : Math.max(...passages));
};

/** How scores by meaning lie over all records, as far as the sampled ones tell. */
export const momentsAround = (
  query: Float32Array,
  sample: readonly SampledRecord[],
  by: SemanticScore = semanticScore
): Moments =>
  momentsOf(
    sample.map(({ vectors }, record) =>
      meaningOfVectors(vectors, query, (whole, passage) => by(whole, passage, record))
    ),
    sample.length
  );

type Index = { cluster: Cluster; index: string; dimensions: number };

/** How the records lie around a query. @throws ClusterFailure */
export const surroundingsOf = async (
  { cluster, index }: Index,
  query: Float32Array,
  sample: readonly SampledRecord[],
  signal: AbortSignal
): Promise<Surroundings> => {
  const { near } = await firstRound(cluster, index, { vector: query, words: null, size: NEAR }, signal);
  const { cosines } = await secondRound(cluster, index, { vector: query, rids: near }, signal);
  const nearest = Math.max(-1, ...[...cosines.values()].map(meaningOfRows));
  return { nearest, ...momentsAround(query, sample) };
};

/**
 * How well the graph finds what comparing with every row finds.
 *
 * @returns The share of the true neighbours that it finds, and the first sampled vector that does not find
 * itself or its equal.
 */
export const recallOf = async (
  { cluster, index, dimensions }: Index,
  sample: readonly SampledRecord[],
  signal: AbortSignal
): Promise<{ recall: number; lost: number | null }> => {
  const wholes = sample.slice(0, LOOKED_FOR).map(({ vectors }) => vectors.subarray(0, dimensions));
  let found = 0;
  let wanted = 0;
  let lost: number | null = null;
  for (const [at, vector] of wholes.entries()) {
    const { graph, exact } = await nearestRows(cluster, index, { vector, count: NEIGHBOURS }, signal);
    const lowest = exact[exact.length - 1] - SCORE_TOLERANCE;
    found += Math.min(exact.length, graph.filter((score) => score >= lowest).length);
    wanted += exact.length;
    if (!(graph[0] >= exact[0] - SCORE_TOLERANCE)) lost ??= at;
  }
  return { recall: wanted === 0 ? 0 : found / wanted, lost };
};
