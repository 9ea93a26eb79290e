import { LRUCache } from 'lru-cache';

import { queryEmbeddedTooLate, searchOverloaded } from '../../../domain/errors';
import { settledWithin } from '../../../lib/settled-within';
import { monotonicMs } from '../../../lib/monotonic';
import type { Embedder } from '../../../ports/embedder';
import type { LoadedIndex, RowHits } from '../faiss/engine';
import { batched } from './batched';

/** Queries processed together; later ones wait for the next batch (docs/performance.md). */
const MAX_EMBEDDED = 8;
const MAX_SEARCHED = 32;
const CACHED_QUERIES = 2000;

export interface QueryBatcher {
  /** @returns The unit vector of a query; cached queries are not embedded again. */
  embed(text: string, deadline?: number): Promise<Float32Array>;
  /** @returns The best `k` rows of the index. */
  search(vector: Float32Array, k: number, deadline?: number): Promise<RowHits>;
}

/** An embedder that takes longer than this for one batch is itself the cause of a late query. */
const SLOW_MS = 1_000;

/** Queries are embedded and searched in batches: FAISS is much faster per query with many than with one. */
export const createQueryBatcher = (embedder: Pick<Embedder, 'embed'>, index: LoadedIndex): QueryBatcher => {
  const { dimensions } = index;
  const known = new LRUCache<string, Float32Array>({ max: CACHED_QUERIES });

  let batchBegunAt = Infinity;

  const embed = batched(MAX_EMBEDDED, async (texts: string[]) => {
    batchBegunAt = monotonicMs();
    const rows = await embedder.embed(texts).finally(() => (batchBegunAt = Infinity));
    return texts.map((_, at) => rows.slice(at * dimensions, (at + 1) * dimensions));
  });

  const embedInTime = async (text: string, deadline: number | undefined): Promise<Float32Array> => {
    const vector = embed(text, deadline);
    if (deadline === undefined) return vector;
    if (await settledWithin(vector, Math.max(0, deadline - monotonicMs()))) return vector;
    throw monotonicMs() - batchBegunAt > SLOW_MS ? queryEmbeddedTooLate() : searchOverloaded();
  };

  const search = batched(MAX_SEARCHED, async (queries: { vector: Float32Array; k: number }[]) => {
    const rows = new Float32Array(queries.length * dimensions);
    queries.forEach(({ vector }, at) => rows.set(vector, at * dimensions));
    return index.search(rows, Math.max(...queries.map(({ k }) => k)));
  });

  return {
    async embed(text, deadline) {
      const cached = known.get(text);
      if (cached) return cached;
      const vector = await embedInTime(text, deadline);
      known.set(text, vector);
      return vector;
    },
    search: (vector, k, deadline) => search({ vector, k }, deadline),
  };
};
