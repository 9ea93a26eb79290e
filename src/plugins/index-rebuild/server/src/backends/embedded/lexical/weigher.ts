import type { FactorAt } from './field-segments';
import { idfOf, impact, PAIR_WEIGHT } from './formula';
import type { Statistics } from './lexical-index';
import { countPairs, pairsOf } from './pairs';
import type { Postings, Sequences } from './postings';

type Parts = Pick<Sequences, 'starts' | 'languages'> & {
  postings: Postings;
  /** By the number of the language. */
  statistics: readonly Statistics[];
};

/**
 * BM25 with fields that weigh differently: a word of such a field counts as if it were there so many times
 * (the simple BM25F of Robertson, Zaragoza and Taylor 2004). How rare words are, and how long records are,
 * is as without weights.
 */
export const createWeigher = ({ postings, statistics, starts, languages }: Parts, factorAt: FactorAt) => {
  const { records: recordsOf, positions, firstPosition } = postings;
  const lengthOf = (record: number): number => starts[record + 1] - starts[record];

  const addStem = (sums: Float32Array, stem: number): void => {
    const [from, to] = [postings.starts[stem], postings.starts[stem + 1]];
    // No stem belongs to records of two languages.
    const { records, meanLength } = statistics[languages[recordsOf[from]]];
    const idf = idfOf(records, to - from);
    let at = firstPosition[stem];
    for (let entry = from; entry < to; entry += 1) {
      const record = recordsOf[entry];
      let count = 0;
      for (; at < firstPosition[stem + 1] && positions[at] < starts[record + 1]; at += 1)
        count += factorAt(record, positions[at]);
      sums[record] += impact(idf, count, lengthOf(record), meanLength);
    }
  };

  const addPair = (sums: Float32Array, first: number, second: number): void => {
    const counts = countPairs(postings, starts, first, second, factorAt);
    for (const [record, count] of counts) {
      const { records, meanPairs } = statistics[languages[record]];
      const idf = idfOf(records, counts.size);
      sums[record] += PAIR_WEIGHT * impact(idf, count, lengthOf(record) - 1, meanPairs);
    }
  };

  return {
    /** Adds what a query is worth to each record. @param query As `search` has bounded it. */
    add(sums: Float32Array, query: readonly (number | null)[]): void {
      for (const stem of new Set(query)) if (stem !== null) addStem(sums, stem);
      for (const [first, second] of pairsOf(query)) addPair(sums, first, second);
    },
  };
};
