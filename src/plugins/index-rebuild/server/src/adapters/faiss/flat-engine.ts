import type * as Faiss from 'faiss-node';

import type { IndexBuilder, LoadedIndex, RowHits, VectorEngine } from '../../ports/engine';

/**
 * faiss-node aborts the process once a second thread has loaded it, so it is loaded on first use,
 * and only the main threads of the builder and the searcher come here.
 */
const loadFaiss = (): typeof Faiss => require('faiss-node') as typeof Faiss;

const rowsOf = (result: Faiss.SearchResult, queries: number): RowHits[] => {
  const width = queries === 0 ? 0 : result.labels.length / queries;
  return Array.from({ length: queries }, (_, query) => ({
    rows: result.labels.slice(query * width, (query + 1) * width),
    scores: result.distances.slice(query * width, (query + 1) * width),
  }));
};

const builderFor = (index: Faiss.IndexFlatIP): IndexBuilder => ({
  // The binding takes plain arrays only.
  add: (vectors) => index.add(Array.from(vectors)),
  save: (path) => index.write(path),
});

const loaded = (index: Faiss.Index): LoadedIndex => {
  const size = index.ntotal();
  const dimensions = index.getDimension();
  return {
    size,
    dimensions,
    search(queries, k) {
      const result = index.search(Array.from(queries), Math.min(k, size));
      return rowsOf(result, queries.length / dimensions);
    },
  };
};

/** FAISS' exact index: every query is compared with every vector. */
export const flatEngine: VectorEngine = {
  name: 'faiss',
  kind: 'flat',
  create: (dimensions) => builderFor(new (loadFaiss().IndexFlatIP)(dimensions)),
  load: (path) => loaded(loadFaiss().Index.read(path)),
};
