import { LRUCache } from 'lru-cache';

import { queryEmbeddedTooLate, searchOverloaded } from '../../../domain/errors';
import { settledWithin } from '../../../lib/settled-within';
import { monotonicMs } from '../../../lib/monotonic';
import type { Embedder } from '../../../ports/embedder';
import { batched } from './batched';

/** Queries embedded together; later ones wait for the next batch, and others are ranked meanwhile (docs/performance.md). */
const MAX_EMBEDDED = 4;
const CACHED_QUERIES = 2000;

export interface QueryBatcher {
  /** @returns The unit vector of a query; cached queries are not embedded again. */
  embed(text: string, deadline?: number): Promise<Float32Array>;
}

/** An embedder that takes longer than this for one batch is itself the cause of a late query. */
const SLOW_MS = 1_000;

/** Embeds queries that arrive together in batches, which takes less time for each. */
export const createQueryBatcher = (embedder: Pick<Embedder, 'embed'>, dimensions: number): QueryBatcher => {
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

  return {
    async embed(text, deadline) {
      const cached = known.get(text);
      if (cached) return cached;
      const vector = await embedInTime(text, deadline);
      known.set(text, vector);
      return vector;
    },
  };
};
