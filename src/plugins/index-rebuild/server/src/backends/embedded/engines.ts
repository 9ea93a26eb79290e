import { hnswEngine } from './faiss/hnsw';
import { canScan } from './scan/layout';
import { scanEngine } from './scan/engine';
import type { VectorEngine } from './vector-engine';

/** What an earlier version's generations with FAISS's exact index are searched with. */
const FORMER_KINDS = new Map([['flat', scanEngine]]);

/** The engine for this many rows: exact as long as that is fast enough, see `engine.exactUpTo`. */
export const engineFor = (rows: number, dimensions: number, exactUpTo: number): VectorEngine =>
  rows <= exactUpTo && canScan(rows, dimensions) ? scanEngine : hnswEngine;

/** The engine that a generation was built with. */
export const engineOfKind = (kind: string): VectorEngine => {
  const engine = [scanEngine, hnswEngine].find((one) => one.kind === kind) ?? FORMER_KINDS.get(kind);
  if (engine) return engine;
  throw new Error(`There is no engine "${kind}".`);
};
