/** Best rows of one query, best first; scores are inner products. */
export type RowHits = { rows: number[]; scores: number[] };

export interface IndexBuilder {
  /** @param vectors Row-major, a multiple of `dimensions` long. Rows are numbered as they come. */
  add(vectors: Float32Array): void;
  /** Writes the index to a file of its own; the caller syncs it. */
  save(path: string): void;
}

export interface LoadedIndex {
  readonly size: number;
  readonly dimensions: number;
  /** @param queries Row-major, one or more rows. Returns one entry a query, at most `k` rows each. */
  search(queries: Float32Array, k: number): RowHits[];
}

/** A vector index that lives inside one process: FAISS. Calls are synchronous and block it. */
export interface VectorEngine {
  readonly name: string;
  readonly kind: string;
  create(dimensions: number): IndexBuilder;
  load(path: string): LoadedIndex;
}
