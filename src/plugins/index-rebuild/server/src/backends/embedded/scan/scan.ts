import { openKernel } from './kernel';
import { layOut, MAX_QUERIES, ROWS_AT_ONCE } from './layout';

/** Rough cosines of a query and some records, by the record's place among these. */
export type RoughCosines = {
  /** With each record as a whole, its first row. */
  whole: Float32Array;
  /** With each record's best passage; with the whole if it has none. */
  passage: Float32Array;
};

/**
 * Compares queries with all rows, each kept as 8-bit numbers and a scale: a quarter of the vectors' size,
 * and cosines that are off by .0005 or so (docs/performance.md). What matters is then compared exactly.
 */
export interface Scan {
  /** Adds the next rows, row-major. */
  add(rows: Float32Array): void;
  /**
   * @param queries Unit vectors, one to four. The result does not depend on which are compared together.
   * @param records Without repeats. The same array costs less than an equal one.
   */
  compare(queries: readonly Float32Array[], records: Int32Array): RoughCosines[];
}

/** The largest number of a query becomes this one: the sum of products then fits into 32 bits. */
const QUERY_MAX = 2_047;

const largest = (numbers: Float32Array): number => {
  let most = 0;
  for (const number of numbers) most = Math.max(most, Math.abs(number));
  return most;
};

/**
 * How many of the roughly best to compare exactly, so that the `k` best are among them. 32 more are enough
 * for all pages of the queries in docs/performance.md.
 */
export const candidatesFor = (k: number): number => k + 32 + Math.ceil(k / 8);

/** @param firstRow Where each record's rows begin: one entry more than there are records. */
export const createScan = (firstRow: Int32Array, dimensions: number): Scan => {
  const all = firstRow.length - 1;
  const at = layOut(all, firstRow[all], dimensions);
  const { width } = at;
  const memory = new WebAssembly.Memory({ initial: at.pages, maximum: 65_536 });
  const kernel = openKernel(memory);
  const { buffer } = memory;
  const places = new Int32Array(buffer, at.records, all);
  const numbers = new Int16Array(buffer, at.queries, MAX_QUERIES * width);
  const incoming = new Float32Array(buffer, at.rows, ROWS_AT_ONCE * width);
  new Int32Array(buffer, at.firstRow, firstRow.length).set(firstRow);
  let added = 0;
  let shown: Int32Array | null = null;

  const addSome = (rows: Float32Array): void => {
    const count = rows.length / dimensions;
    if (width === dimensions) incoming.set(rows);
    else
      for (let row = 0; row < count; row += 1)
        incoming.set(rows.subarray(row * dimensions, (row + 1) * dimensions), row * width);
    kernel.quantise(at.rows, count, width, at.codes + added * width, at.scales + added * 4);
    added += count;
  };

  /** @returns By what the products of this query are to be multiplied. */
  const setQuery = (query: Float32Array, place: number): number => {
    const scale = (largest(query) || 1) / QUERY_MAX;
    for (let to = 0; to < dimensions; to += 1) numbers[place * width + to] = Math.round(query[to] / scale);
    return scale;
  };

  const column = (number: number, count: number, scale: number): Float32Array => {
    const copy = new Float32Array(buffer, at.out + number * count * 4, count).slice();
    for (let place = 0; place < count; place += 1) copy[place] *= scale;
    return copy;
  };

  return {
    add(rows) {
      const size = ROWS_AT_ONCE * dimensions;
      for (let from = 0; from < rows.length; from += size) addSome(rows.subarray(from, from + size));
    },
    compare(queries, records) {
      if (shown !== records) places.set(records);
      shown = records;
      const scales = queries.map(setQuery);
      const compare = queries.length === 1 ? kernel.scanOne : kernel.scanFour;
      const { codes, out } = at;
      compare(at.queries, at.records, records.length, at.firstRow, codes, at.scales, width, out);
      return scales.map((scale, query) => ({
        whole: column(2 * query, records.length, scale),
        passage: column(2 * query + 1, records.length, scale),
      }));
    },
  };
};
