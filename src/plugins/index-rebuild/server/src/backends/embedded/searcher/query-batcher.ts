import { LRUCache } from 'lru-cache';

import { IndexRebuildError } from '../../../domain/errors';
import { halvesOf } from '../../../domain/halves';
import type { Embedder } from '../../../ports/embedder';
import type { LoadedIndex, RowHits } from '../faiss/engine';

/** Queries worked on together; those that come meanwhile wait for the next batch (docs/performance.md). */
const MAX_EMBEDDED = 8;
const MAX_SEARCHED = 32;
const CACHED_QUERIES = 2000;
/** Below the time after which a searcher that owes an answer is ended. */
const MAX_WAIT_MS = 8_000;

type Waiting<In, Out> = { input: In; resolve(output: Out): void; reject(error: unknown): void };

const isRefused = (error: unknown): boolean =>
  error instanceof IndexRebuildError && error.code === 'EMBEDDING_FAILED';

/**
 * Joins calls that arrive together into one. A batch is taken on the next turn of the event loop,
 * so that messages which came in one go are in it; while one is worked on, the next one gathers.
 * A batch that is refused is tried again in halves: one bad input fails nobody else's call.
 */
const batched = <In, Out>(
  max: number,
  work: (inputs: In[]) => Promise<Out[]>
): ((input: In) => Promise<Out>) => {
  let waiting: Waiting<In, Out>[] = [];
  let busy = false;

  const settle = async (batch: readonly Waiting<In, Out>[]): Promise<void> => {
    try {
      const outputs = await work(batch.map(({ input }) => input));
      batch.forEach(({ resolve }, at) => resolve(outputs[at]));
    } catch (error) {
      if (batch.length === 1 || !isRefused(error)) batch.forEach(({ reject }) => reject(error));
      else for (const half of halvesOf(batch)) await settle(half);
    }
  };

  const drain = async (): Promise<void> => {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, max);
      waiting = waiting.slice(max);
      await settle(batch);
    }
    busy = false;
  };

  return (input) =>
    new Promise((resolve, reject) => {
      waiting.push({ input, resolve, reject });
      if (busy) return;
      busy = true;
      setImmediate(() => void drain());
    });
};

/** Gives up on an answer that would come too late. */
const inTime = async <T>(answer: Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () =>
        reject(
          new IndexRebuildError(
            'SEARCH_OVERLOADED',
            'The embedder is too slow for all these searches. Try again in a second.'
          )
        ),
      MAX_WAIT_MS
    );
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
};

export interface QueryBatcher {
  /** @returns The unit vector of a query; known queries are not embedded again. */
  embed(text: string): Promise<Float32Array>;
  /** @returns The best `k` rows of the index. */
  search(vector: Float32Array, k: number): Promise<RowHits>;
}

/** Queries are embedded together, and searched together: FAISS is much quicker at many than at one. */
export const createQueryBatcher = (embedder: Embedder, index: LoadedIndex): QueryBatcher => {
  const { dimensions } = embedder.info;
  const known = new LRUCache<string, Float32Array>({ max: CACHED_QUERIES });

  const embed = batched(MAX_EMBEDDED, async (texts: string[]) => {
    const rows = await embedder.embed(texts);
    return texts.map((_, at) => rows.slice(at * dimensions, (at + 1) * dimensions));
  });

  const search = batched(MAX_SEARCHED, async (queries: { vector: Float32Array; k: number }[]) => {
    const rows = new Float32Array(queries.length * dimensions);
    queries.forEach(({ vector }, at) => rows.set(vector, at * dimensions));
    return index.search(rows, Math.max(...queries.map(({ k }) => k)));
  });

  return {
    async embed(text) {
      const cached = known.get(text);
      if (cached) return cached;
      const vector = await inTime(embed(text));
      known.set(text, vector);
      return vector;
    },
    search: (vector, k) => search({ vector, k }),
  };
};
