import type { Statistics, WordScores } from './lexical-index';
import { invert, type Postings, type Sequences } from './postings';

/** Chosen with the weights of domain/ranking.ts; docs/search.md has the figures. */
const K1 = 1.6;
const B = 0.35;
/** Weight of two adjacent words, besides the words themselves. */
export const PAIR_WEIGHT = 0.3;

/**
 * Maximum number of different stems per query and language. A query costs as much as its stems have records, so a
 * long one of common words would keep all other queries waiting. No query in docs/search.md has as many.
 */
export const MAX_STEMS = 32;

/** Okapi BM25 of one term in one record (Robertson and Zaragoza 2009), the idf with 1 added. */
export const impact = (idf: number, count: number, length: number, meanLength: number): number =>
  (idf * count * (K1 + 1)) / (count + K1 * (1 - B + (B * length) / meanLength));

export const idfOf = (records: number, having: number): number =>
  Math.log(1 + (records - having + 0.5) / (having + 0.5));

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

/** The pairs of adjacent stems in a query, each once. */
const pairsOf = (query: readonly (number | null)[]): [number, number][] => {
  const pairs = new Map<string, [number, number]>();
  query.slice(1).forEach((second, at) => {
    const first = query[at];
    if (first !== null && second !== null) pairs.set(pairKey(first, second), [first, second]);
  });
  return [...pairs.values()];
};

/**
 * The records that contain a pair, and how often, by walking both stems' positions in parallel: the cost
 * is that of their occurrences, however long the records are.
 */
export const countPairs = (
  { firstPosition, positions }: Postings,
  starts: Uint32Array,
  first: number,
  second: number
): Map<number, number> => {
  const counts = new Map<number, number>();
  let record = 0;
  let other = firstPosition[second];
  const lastOther = firstPosition[second + 1];
  for (let at = firstPosition[first]; at < firstPosition[first + 1]; at += 1) {
    const wanted = positions[at] + 1;
    while (other < lastOther && positions[other] < wanted) other += 1;
    if (other === lastOther) break;
    if (positions[other] !== wanted) continue;
    while (starts[record + 1] < wanted) record += 1;
    // The last stem of a record and the first of the next one are not neighbours.
    if (starts[record + 1] !== wanted) counts.set(record, (counts.get(record) ?? 0) + 1);
  }
  return counts;
};

export const statisticsFor = (records: number, tokens: number): Statistics => ({
  records,
  meanLength: tokens / records,
  meanPairs: Math.max(1, (tokens - records) / records),
});

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

/** The key of a pair of stems. */
export const pairKey = (first: number, second: number): string => `${first} ${second}`;

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

  /** Score of a record of mean length that has each of the stems once, some of which no record has. */
  const scoreOfAll = (stems: ReadonlySet<number | null>): number =>
    [...stems].reduce<number>((sum, stem) => sum + idfOf(total, stem === null ? 0 : having(stem)), 0);

  return {
    /** How many records have a stem. */
    having,
    /** Of the records in a language, given by its number. */
    statisticsOf: (language: number): Statistics => statistics[language],

    /**
     * @param queries The query's stems in their order, once for each language that is searched; null
     * stands for a stem that no record has.
     * @param size Of `byRecord`, which may have room for other records.
     */
    search(queries: readonly (readonly (number | null)[])[], size = total): WordScores {
      // Of this search alone: its query may still be read when the next one has begun.
      const byRecord = new Float32Array(size);
      const pairs = new Map<string, number>();
      let count = 0;
      let allWords = 0;
      for (const query of queries) {
        const bounded = boundQuery(query, MAX_STEMS, having);
        for (const stem of new Set(bounded)) if (stem !== null) count = addStem(byRecord, stem, count);
        for (const [first, second] of pairsOf(bounded))
          pairs.set(pairKey(first, second), addPair(byRecord, first, second));
        allWords = Math.max(allWords, scoreOfAll(new Set(bounded)));
      }
      const records = touched.slice(0, count);
      const scores = new Float32Array(count);
      for (let at = 0; at < count; at += 1) scores[at] = byRecord[records[at]];
      return { records, scores, byRecord, allWords, pairs };
    },
  };
};
