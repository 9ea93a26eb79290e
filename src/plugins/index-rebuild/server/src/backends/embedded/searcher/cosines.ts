import type { Corpus } from './corpus';

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

/** Compares a query with a record, exactly, from the vectors themselves. */
export const addCosines = (
  cosines: Cosines,
  place: number,
  { vectors, dimensions, firstRow }: Corpus,
  query: Float64Array,
  record: number
): void => {
  const first = firstRow[record];
  const end = firstRow[record + 1];
  const whole = cosineAt(vectors, first * dimensions, query);
  let passage = -Infinity;
  let bestRow = first;
  for (let row = first + 1; row < end; row += 1) {
    const score = cosineAt(vectors, row * dimensions, query);
    if (score <= passage) continue;
    passage = score;
    bestRow = row;
  }
  cosines.whole[place] = whole;
  cosines.passage[place] = bestRow === first ? whole : passage;
  cosines.bestRow[place] = bestRow;
};
