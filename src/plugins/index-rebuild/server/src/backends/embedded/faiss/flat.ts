import type { VectorEngine } from './engine';
import { builderFor, loadFaiss, openIndex } from './binding';

/** From this many queries, FAISS multiplies matrices, ten times as fast per query. */
const MATRIX_FROM = 20;
/** From this many queries, padding to a matrix is faster than single queries (docs/performance.md). */
const PAD_FROM = 3;

/** FAISS's exact index: every query is compared with every vector. */
export const flatEngine: VectorEngine = {
  name: 'faiss',
  kind: 'flat',
  effort: null,
  create: (dimensions) => builderFor(new (loadFaiss().IndexFlatIP)(dimensions)),
  load: (path) =>
    openIndex(path, {
      exact: true,
      padded: (queries) => (queries < PAD_FROM ? queries : Math.max(queries, MATRIX_FROM)),
    }),
};
