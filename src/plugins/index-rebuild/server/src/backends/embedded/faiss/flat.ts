import type { VectorEngine } from './engine';
import { builderFor, loadFaiss, openIndex } from './binding';

/** From this many queries on FAISS multiplies matrices, which is ten times as quick a query. */
const MATRIX_FROM = 20;
/** From this many on, filling up to a matrix is quicker than asking one by one (docs/performance.md). */
const PAD_FROM = 3;

/** FAISS' exact index: every query is compared with every vector. */
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
