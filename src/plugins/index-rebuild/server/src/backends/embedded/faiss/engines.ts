import type { VectorEngine } from './engine';
import { flatEngine } from './flat';
import { hnswEngine } from './hnsw';

const ENGINES: readonly VectorEngine[] = [flatEngine, hnswEngine];

/** The engine for this many rows: exact as long as that is fast enough, see `engine.exactUpTo`. */
export const engineFor = (rows: number, exactUpTo: number): VectorEngine =>
  rows <= exactUpTo ? flatEngine : hnswEngine;

/** The engine that a generation was built with. */
export const engineOfKind = (kind: string): VectorEngine => {
  const engine = ENGINES.find((candidate) => candidate.kind === kind);
  if (engine) return engine;
  throw new Error(`There is no engine "${kind}".`);
};
