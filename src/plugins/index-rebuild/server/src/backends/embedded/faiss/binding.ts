import { existsSync } from 'node:fs';
import path from 'node:path';

import type * as Faiss from 'faiss-node';

import { faissUnavailable } from '../../../domain/errors';
import { bindingFileIn, setupDirOf } from '../../../domain/setup-folder';
import type { IndexBuilder, LoadedIndex, RowHits } from '../vector-engine';

/** The binding itself has no enumerations; this is faiss-node's number. */
export const INNER_PRODUCT = 0 as Faiss.MetricType;

/**
 * The binding that `setup` has put into the project, else the package's own.
 *
 * faiss-node aborts the process once a second thread has loaded it, so it is loaded on first use,
 * and only by the main threads of the builder and the searcher.
 *
 * @throws FAISS_UNAVAILABLE
 */
export const loadFaiss = (): typeof Faiss => {
  const prepared = path.resolve(bindingFileIn(setupDirOf(process.env)));
  try {
    return require(existsSync(prepared) ? prepared : 'faiss-node') as typeof Faiss;
  } catch (error) {
    throw faissUnavailable((error as Error).message);
  }
};

/** The binding takes plain arrays only. A loop is ten times as fast as `Array.from`, which iterates. */
const plain = (numbers: Float32Array): number[] => {
  const copy = new Array<number>(numbers.length);
  for (let at = 0; at < numbers.length; at += 1) copy[at] = numbers[at];
  return copy;
};

export const builderFor = (index: Faiss.Index): IndexBuilder => ({
  add: (vectors) => index.add(plain(vectors)),
  save: (path) => index.write(path),
});

const rowsOf = ({ labels, distances }: Faiss.SearchResult, queries: number, width: number): RowHits[] =>
  Array.from({ length: queries }, (_, query) => {
    const rows = labels.slice(query * width, (query + 1) * width);
    // FAISS pads missing results with -1.
    const found = rows.indexOf(-1) < 0 ? rows.length : rows.indexOf(-1);
    const from = query * width;
    return { rows: rows.slice(0, found), scores: distances.slice(from, from + found) };
  });

export const openIndex = (path: string): LoadedIndex => {
  const index = loadFaiss().Index.read(path);
  const size = index.ntotal();
  const dimensions = index.getDimension();
  return {
    size,
    dimensions,
    async search(queries, k) {
      const count = queries.length / dimensions;
      const width = Math.min(k, size);
      return rowsOf(index.search(plain(queries), width), count, width);
    },
  };
};
