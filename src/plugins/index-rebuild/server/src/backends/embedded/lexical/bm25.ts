import type { FactorAt } from './field-segments';
import { idfOf, impact, PAIR_WEIGHT, scoreOfAll, statisticsFor } from './formula';
import type { Statistics, WordScores } from './lexical-index';
import { countPairs, pairKey, pairsOf } from './pairs';
import { invert, type Sequences } from './postings';
import { createWeigher } from './weigher';

/**
 * Maximum number of different stems per query and language. A query costs as much as its stems have records, so a
 * long one of common words would keep all other queries waiting. No query in docs/search.md has as many.
 */
export const MAX_STEMS = 32;

/**
 * The query reduced to the stems that are searched: at most `max` different ones, the rarest, since
 * those tell records apart. The others become null, so that no stems become neighbours that were not.
 *
 * @param having How many records have a stem.
 */
export const boundQuery = (
  query: readonly (number | null)[],
  max: number,
  having: (stem: number) => number
): (number | null)[] => {
  const known = [...new Set(query)].filter((stem) => stem !== null);
  if (known.length <= max) return [...query];
  const kept = new Set(known.sort((a, b) => having(a) - having(b)).slice(0, max));
  return query.map((stem) => (stem !== null && kept.has(stem) ? stem : null));
};

/** By the number of the language. */
const statisticsOf = ({ starts, languages }: Sequences): Statistics[] => {
  const sums: { records: number; tokens: number }[] = [];
  languages.forEach((language, record) => {
    const sum = (sums[language] ??= { records: 0, tokens: 0 });
    sum.records += 1;
    sum.tokens += starts[record + 1] - starts[record];
  });
  return sums.map(({ records, tokens }) => statisticsFor(records, tokens));
};

/**
 * BM25 over stems and over pairs of neighbouring stems, with the statistics of the records in the stem's
 * language. Pairs have no postings of their own, which would be four times those of the stems.
 */
export const createBm25 = (sequences: Sequences) => {
  // A copy: the sequences themselves, a view of the whole file, are not needed after this.
  const starts = sequences.starts.slice();
  const { languages } = sequences;
  const total = starts.length - 1;
  const statistics = statisticsOf(sequences);
  const lengthOf = (record: number): number => starts[record + 1] - starts[record];
  const postings = invert(sequences, (having, count, record) => {
    const { records, meanLength } = statistics[languages[record]];
    return impact(idfOf(records, having), count, lengthOf(record), meanLength);
  });
  /** Scratch space of a search, which is synchronous. */
  const touched = new Int32Array(total);

  const having = (stem: number): number => postings.starts[stem + 1] - postings.starts[stem];

  /** @returns How many records have the pair. */
  const addPair = (sums: Float32Array, first: number, second: number): number => {
    const counts = countPairs(postings, starts, first, second);
    for (const [record, count] of counts) {
      const { records, meanPairs } = statistics[languages[record]];
      sums[record] +=
        PAIR_WEIGHT * impact(idfOf(records, counts.size), count, lengthOf(record) - 1, meanPairs);
    }
    return counts.size;
  };

  /** @returns How many records are touched now; `count` were before. */
  const addStem = (sums: Float32Array, stem: number, count: number): number => {
    let next = count;
    for (let at = postings.starts[stem]; at < postings.starts[stem + 1]; at += 1) {
      const record = postings.records[at];
      if (sums[record] === 0) touched[next++] = record;
      sums[record] += postings.impacts[at];
    }
    return next;
  };

  return {
    /** How many records have a stem. */
    having,
    /** How many of the marked records have each stem. */
    countAmong(mask: Uint8Array): Uint32Array {
      const counts = new Uint32Array(postings.starts.length - 1);
      for (let stem = 0; stem < counts.length; stem += 1)
        for (let at = postings.starts[stem]; at < postings.starts[stem + 1]; at += 1)
          counts[stem] += mask[postings.records[at]];
      return counts;
    },
    /** Of the records in a language, given by its number. */
    statisticsOf: (language: number): Statistics => statistics[language],

    /**
     * @param queries The query's stems in their order, once for each language that is searched; null
     * stands for a stem that no record has.
     * @param factorAt Asks for `weighed` as well.
     * @param size Of `byRecord`, which may have room for other records.
     */
    search(
      queries: readonly (readonly (number | null)[])[],
      factorAt: FactorAt | null = null,
      size = total
    ): WordScores {
      // Of this search alone: its query may still be read when the next one has begun.
      const byRecord = new Float32Array(size);
      const weigher = factorAt && createWeigher({ postings, statistics, starts, languages }, factorAt);
      const weighed = weigher && new Float32Array(size);
      const pairs = new Map<string, number>();
      let count = 0;
      let allWords = 0;
      for (const query of queries) {
        const bounded = boundQuery(query, MAX_STEMS, having);
        for (const stem of new Set(bounded)) if (stem !== null) count = addStem(byRecord, stem, count);
        for (const [first, second] of pairsOf(bounded))
          pairs.set(pairKey(first, second), addPair(byRecord, first, second));
        allWords = Math.max(allWords, scoreOfAll(total, new Set(bounded), having));
        if (weigher && weighed) weigher.add(weighed, bounded);
      }
      const records = touched.slice(0, count);
      const scores = new Float32Array(count);
      for (let at = 0; at < count; at += 1) scores[at] = byRecord[records[at]];
      return { records, scores, byRecord, allWords, pairs, ...(weighed && { weighed }) };
    },
  };
};
