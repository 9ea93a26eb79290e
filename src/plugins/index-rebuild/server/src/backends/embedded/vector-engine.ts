import type { VectorReader } from './files/vectors';

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
  /** @param queries Row-major, one or more rows. Returns one entry per query, at most `k` rows each. */
  search(queries: Float32Array, k: number): Promise<RowHits[]>;
}

/** How far an approximate engine looks: more effort costs time and finds more true neighbours. */
export interface SearchEffort {
  /** From the fastest to the most thorough. */
  readonly steps: readonly number[];
  /** Writes the effort into a saved index. */
  set(path: string, effort: number): Promise<void>;
}

/** Where an index is: its own file, if its engine writes one, and the vectors it was made from. */
export type IndexFiles = { path: string; vectors: VectorReader };

/** Finds the rows nearest to a query, inside one process. */
export interface VectorEngine {
  readonly name: string;
  readonly kind: string;
  /** Scores within this of each other may change places, in cosines. */
  readonly accuracy: number;
  /** Null for an engine that compares every vector and so is exact. */
  readonly effort: SearchEffort | null;
  /** Null for an engine that needs nothing but the vectors, and so has no file. */
  readonly create: ((dimensions: number) => IndexBuilder) | null;
  load(files: IndexFiles): Promise<LoadedIndex>;
}
