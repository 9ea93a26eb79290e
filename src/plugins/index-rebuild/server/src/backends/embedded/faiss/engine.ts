/** Best rows of one query, best first; scores are inner products. May be fewer than `k`. */
export type RowHits = { rows: number[]; scores: number[] };

export interface IndexBuilder {
  /** @param vectors Row-major, a multiple of `dimensions` long. Rows are numbered in order. */
  add(vectors: Float32Array): void;
  /** Writes the index to a file of its own; the caller syncs it. */
  save(path: string): void;
}

export interface LoadedIndex {
  readonly size: number;
  readonly dimensions: number;
  /** Whether every vector is compared. */
  readonly exact: boolean;
  /** @param queries Row-major, one or more rows. Returns one entry per query, at most `k` rows each. */
  search(queries: Float32Array, k: number): RowHits[];
}

/** How far an approximate engine looks: more effort costs time and finds more true neighbours. */
export interface SearchEffort {
  /** From the fastest to the most thorough. */
  readonly steps: readonly number[];
  /** Writes the effort into a saved index. */
  set(path: string, effort: number): Promise<void>;
}

/** A vector index inside one process: FAISS. Calls are synchronous and block the process. */
export interface VectorEngine {
  readonly name: string;
  readonly kind: string;
  /** Null for an engine that compares every vector and so is exact. */
  readonly effort: SearchEffort | null;
  create(dimensions: number): IndexBuilder;
  load(path: string): LoadedIndex;
}
