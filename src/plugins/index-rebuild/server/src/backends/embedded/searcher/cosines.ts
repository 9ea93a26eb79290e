import { vectorsOf, type Corpus } from './corpus';

/**
 * Cosine of a query and the row of `vectors` that begins at `from`: to the last bit what innerProductAt
 * gives. The query is in double precision so that its numbers need not be converted again for each row.
 */
const cosineAt = (vectors: Float32Array, from: number, query: Float64Array): number => {
  let first = 0;
  let second = 0;
  let third = 0;
  let fourth = 0;
  const even = query.length - (query.length % 4);
  let place = from;
  let at = 0;
  for (; at < even; at += 4, place += 4) {
    first += vectors[place] * query[at];
    second += vectors[place + 1] * query[at + 1];
    third += vectors[place + 2] * query[at + 2];
    fourth += vectors[place + 3] * query[at + 3];
  }
  for (; at < query.length; at += 1, place += 1) first += vectors[place] * query[at];
  return first + second + (third + fourth);
};

/** Cosines of a query and some records, by the record's place among these. */
export type Cosines = {
  /** With each record as a whole. */
  whole: Float64Array;
  /** With each record's best passage; with the whole if it has none. */
  passage: Float64Array;
  /** The row of that passage or whole. */
  bestRow: Int32Array;
};

export const makeCosines = (count: number): Cosines => ({
  whole: new Float64Array(count),
  passage: new Float64Array(count),
  bestRow: new Int32Array(count),
});

/** A record's rows: `count` of them in `vectors` from `from` on, the whole record first. */
export type Rows = { vectors: Float32Array; from: number; count: number };

/** Compares a query with a record, exactly. @param firstRow The number of its first row. */
export const addCosinesOfRows = (
  cosines: Cosines,
  place: number,
  { vectors, from, count }: Rows,
  query: Float64Array,
  firstRow: number
): void => {
  const whole = cosineAt(vectors, from, query);
  let passage = -Infinity;
  let best = 0;
  for (let row = 1; row < count; row += 1) {
    const score = cosineAt(vectors, from + row * query.length, query);
    if (score <= passage) continue;
    passage = score;
    best = row;
  }
  cosines.whole[place] = whole;
  cosines.passage[place] = best === 0 ? whole : passage;
  cosines.bestRow[place] = firstRow + best;
};

/** The same for a record of a corpus. */
export const addCosines = (
  cosines: Cosines,
  place: number,
  corpus: Corpus,
  query: Float64Array,
  record: number
): void => {
  const first = corpus.firstRow[record];
  const rows = { ...vectorsOf(corpus, record), count: corpus.firstRow[record + 1] - first };
  addCosinesOfRows(cosines, place, rows, query, first);
};
