import { cutOffFrom, meaninglessQueries, type CutOff } from '../domain/cut-off';
import { IndexRebuildError, type ErrorCode } from '../domain/errors';
import { halvesOf } from '../domain/halves';
import type { Embedder } from '../ports/embedder';
import type { BuildContext } from './build-context';

const hasCode = (error: unknown, code: ErrorCode): boolean =>
  error instanceof IndexRebuildError && error.code === code;

/** The vectors of those texts that are not refused; a refused batch is tried again in halves. */
const accepted = async (embedder: Embedder, texts: readonly string[]): Promise<number[]> => {
  try {
    return [...(await embedder.embed(texts, 'query'))];
  } catch (error) {
    if (!hasCode(error, 'EMBEDDING_FAILED')) throw error;
    if (texts.length === 1) return [];
    const [first, second] = halvesOf(texts);
    return [...(await accepted(embedder, first)), ...(await accepted(embedder, second))];
  }
};

/**
 * Where in this generation the line is between what is about a query and what is not. A run whose vectors
 * were all known may have no embedder; its generation then has no such line, and every record is a hit.
 */
export const calibrate = async (
  { ports: { embedder, writer } }: BuildContext,
  signal: AbortSignal
): Promise<CutOff | null> => {
  const queries = meaninglessQueries();
  const vectors: number[] = [];
  try {
    for (let from = 0; from < queries.length; from += embedder.batchSize) {
      vectors.push(...(await accepted(embedder, queries.slice(from, from + embedder.batchSize))));
    }
  } catch (error) {
    if (hasCode(error, 'EMBEDDER_UNAVAILABLE')) return null;
    throw error;
  }
  if (vectors.length === 0) return null;
  return cutOffFrom(await writer.surroundings(Float32Array.from(vectors), signal));
};
