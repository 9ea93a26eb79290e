import { bestOf } from '../best-of';
import { innerProductAt } from '../../../domain/vectors';
import type { VectorReader } from '../files/vectors';
import type { LoadedIndex, RowHits, VectorEngine } from '../vector-engine';
import { candidatesFor, createScan, type Scan } from './scan';

const ROWS_READ_AT_ONCE = 1024;

/** Gives a scan all of a file's vectors. */
export const fillScan = async (scan: Scan, vectors: VectorReader): Promise<void> => {
  for (let row = 0; row < vectors.rows; row += ROWS_READ_AT_ONCE) {
    scan.add(await vectors.read(row, Math.min(ROWS_READ_AT_ONCE, vectors.rows - row)));
  }
};

/** The `k` best of the rows that the scan found to be near. */
const bestRows = async (
  vectors: VectorReader,
  query: Float32Array,
  near: readonly number[],
  k: number
): Promise<RowHits> => {
  const compared: { row: number; score: number }[] = [];
  for (const row of near) {
    compared.push({ row, score: innerProductAt(await vectors.read(row, 1), 0, query) });
  }
  const best = compared.sort((a, b) => b.score - a.score || a.row - b.row).slice(0, k);
  return { rows: best.map(({ row }) => row), scores: best.map(({ score }) => score) };
};

const load = async (vectors: VectorReader): Promise<LoadedIndex> => {
  const { dimensions, rows } = vectors;
  const scan = createScan(
    Int32Array.from({ length: rows + 1 }, (_, row) => row),
    dimensions
  );
  await fillScan(scan, vectors);
  const every = Int32Array.from({ length: rows }, (_, row) => row);
  return {
    ...{ size: rows, dimensions },
    async search(queries, k) {
      const found: RowHits[] = [];
      for (let from = 0; from < queries.length; from += dimensions) {
        const query = queries.slice(from, from + dimensions);
        const [{ whole }] = scan.compare([query], every);
        const near = Array.from(bestOf(whole, every, candidatesFor(k)));
        found.push(await bestRows(vectors, query, near, k));
      }
      return found;
    },
  };
};

/** Compares every vector, in 8-bit numbers first. The searcher scans whole records; this one finds rows. */
export const scanEngine: VectorEngine = {
  name: 'scan',
  kind: 'scan',
  // Rough cosines decide what is compared exactly, and two of them are off by .0005 or so each.
  accuracy: 1e-3,
  effort: null,
  create: null,
  load: ({ vectors }) => load(vectors),
};
