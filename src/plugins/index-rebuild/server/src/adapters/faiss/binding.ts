import type * as Faiss from 'faiss-node';

import type { IndexBuilder, LoadedIndex, RowHits } from '../../ports/engine';

/**
 * faiss-node aborts the process once a second thread has loaded it, so it is loaded on first use,
 * and only the main threads of the builder and the searcher come here.
 */
export const loadFaiss = (): typeof Faiss => require('faiss-node') as typeof Faiss;

export const builderFor = (index: Faiss.Index): IndexBuilder => ({
  // The binding takes plain arrays only.
  add: (vectors) => index.add(Array.from(vectors)),
  save: (path) => index.write(path),
});

const rowsOf = ({ labels, distances }: Faiss.SearchResult, queries: number, width: number): RowHits[] =>
  Array.from({ length: queries }, (_, query) => {
    const rows = labels.slice(query * width, (query + 1) * width);
    // FAISS fills up with -1 what it did not find.
    const found = rows.indexOf(-1) < 0 ? rows.length : rows.indexOf(-1);
    const from = query * width;
    return { rows: rows.slice(0, found), scores: distances.slice(from, from + found) };
  });

type Manner = {
  exact: boolean;
  /** How many queries FAISS is given for so many: more at a time can be quicker than fewer. */
  padded(queries: number): number;
};

export const openIndex = (path: string, { exact, padded }: Manner): LoadedIndex => {
  const index = loadFaiss().Index.read(path);
  const size = index.ntotal();
  const dimensions = index.getDimension();
  return {
    size,
    dimensions,
    exact,
    search(queries, k) {
      const count = queries.length / dimensions;
      const flat = Array.from(queries);
      const last = flat.slice((count - 1) * dimensions);
      for (let more = count; more < padded(count); more += 1) flat.push(...last);
      const width = Math.min(k, size);
      return rowsOf(index.search(flat, width), count, width);
    },
  };
};
