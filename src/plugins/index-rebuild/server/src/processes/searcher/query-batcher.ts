import { LRUCache } from 'lru-cache';

import type { Embedder } from '../../ports/embedder';
import type { LoadedIndex, RowHits } from '../../ports/engine';

/** Queries worked on together; those that come meanwhile wait for the next batch (docs/performance.md). */
const MOST_EMBEDDED = 8;
const MOST_SEARCHED = 32;
const CACHED_QUERIES = 2000;

type Waiting<In, Out> = { input: In; resolve(output: Out): void; reject(error: unknown): void };

/**
 * Joins calls that arrive together into one. A batch is taken on the next turn of the event loop,
 * so that messages which came in one go are in it; while one is worked on, the next one gathers.
 */
const batched = <In, Out>(most: number, work: (inputs: In[]) => Promise<Out[]>): ((input: In) => Promise<Out>) => {
  let waiting: Waiting<In, Out>[] = [];
  let busy = false;

  const drain = async (): Promise<void> => {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, most);
      waiting = waiting.slice(most);
      await work(batch.map(({ input }) => input)).then(
        (outputs) => batch.forEach(({ resolve }, at) => resolve(outputs[at])),
        (error) => batch.forEach(({ reject }) => reject(error))
      );
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

  const embed = batched(MOST_EMBEDDED, async (texts: string[]) => {
    const rows = await embedder.embed(texts);
    return texts.map((_, at) => rows.slice(at * dimensions, (at + 1) * dimensions));
  });

  const search = batched(MOST_SEARCHED, async (queries: { vector: Float32Array; k: number }[]) => {
    const rows = new Float32Array(queries.length * dimensions);
    queries.forEach(({ vector }, at) => rows.set(vector, at * dimensions));
    return index.search(rows, Math.max(...queries.map(({ k }) => k)));
  });

  return {
    async embed(text) {
      const cached = known.get(text);
      if (cached) return cached;
      const vector = await embed(text);
      known.set(text, vector);
      return vector;
    },
    search: (vector, k) => search({ vector, k }),
  };
};
