import { stemsOf } from '../../../src/plugins/index-rebuild/server/src/domain/analyzer';

/*
 * The ranking that docs/search.md describes, written again from the formulas and as plainly as
 * possible: every record is scored, in double precision, with no index. It must not import the code
 * that it checks. The numbers are those of docs/search.md.
 */
const WEIGHT = { whole: 0.25, passage: 0.75, words: 0.9, pairs: 0.3 };
const K1 = 1.6;
const B = 0.35;
const MAX_Z_SCORE = 12;

export type NaiveRecord = {
  text: string;
  /** The vector of the whole text, then one for each passage. */
  vectors: readonly Float32Array[];
};

export type NaiveHit = { record: number; score: number };

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const mean = (values: readonly number[]): number => sum(values) / values.length;

export const cosine = (a: Float32Array, b: Float32Array): number =>
  sum([...a].map((value, at) => value * b[at])) / (Math.hypot(...a) * Math.hypot(...b));

/** A record without passages is compared by its whole text alone. */
export const naiveMeaning = ({ vectors }: Pick<NaiveRecord, 'vectors'>, query: Float32Array): number => {
  const [whole, ...passages] = vectors.map((vector) => cosine(vector, query));
  return WEIGHT.whole * whole + WEIGHT.passage * (passages.length > 0 ? Math.max(...passages) : whole);
};

/**
 * BM25 (Robertson and Zaragoza 2009, 3.2) of each document, given as its terms, with 1 added inside
 * the logarithm of the idf so that it is never negative. A term counts once, however often a query has it.
 */
export const naiveBm25 = (documents: readonly string[][], query: readonly string[]): number[] => {
  const meanLength = mean(documents.map((terms) => terms.length));
  return documents.map((terms) =>
    sum(
      [...new Set(query)].map((wanted) => {
        const having = documents.filter((other) => other.includes(wanted)).length;
        const idf = Math.log(1 + (documents.length - having + 0.5) / (having + 0.5));
        const count = terms.filter((term) => term === wanted).length;
        return (idf * count * (K1 + 1)) / (count + K1 * (1 - B + (B * terms.length) / meanLength));
      })
    )
  );
};

const pairsOf = (stems: readonly string[]): string[] =>
  stems.slice(1).map((stem, at) => `${stems[at]} ${stem}`);

/** Scores by words: stems, and pairs of adjacent stems. */
export const naiveWords = (texts: readonly string[], query: string): number[] => {
  const stems = texts.map(stemsOf);
  const single = naiveBm25(stems, stemsOf(query));
  const pairs = naiveBm25(stems.map(pairsOf), pairsOf(stemsOf(query)));
  return single.map((score, at) => score + WEIGHT.pairs * pairs[at]);
};

/** How many standard deviations each value lies above the mean. */
export const zScores = (values: readonly number[]): number[] => {
  const middle = mean(values);
  const deviation = Math.sqrt(mean(values.map((value) => (value - middle) ** 2)));
  return values.map((value) => (value - middle) / deviation);
};

const fuse = (meaning: readonly number[], words: readonly number[]): number[] => {
  const byWords = zScores(words);
  const scale = Math.min(1, MAX_Z_SCORE / Math.max(...byWords));
  return zScores(meaning).map((score, at) => score + WEIGHT.words * scale * byWords[at]);
};

const bestFirst = (scores: readonly number[]): NaiveHit[] =>
  scores.map((score, record) => ({ record, score })).sort((a, b) => b.score - a.score || a.record - b.record);

/** All records in the order that each mode has to give; by words only those that share one. */
export const naiveRanking = (
  records: readonly NaiveRecord[],
  query: { text: string; vector: Float32Array }
): Record<'semantic' | 'lexical' | 'hybrid', NaiveHit[]> => {
  const meaning = records.map((record) => naiveMeaning(record, query.vector));
  const words = naiveWords(
    records.map(({ text }) => text),
    query.text
  );
  return {
    semantic: bestFirst(meaning),
    lexical: bestFirst(words).filter(({ score }) => score > 0),
    hybrid: bestFirst(fuse(meaning, words)),
  };
};

type WeighedRecord = {
  uid: string;
  fields: Record<string, string>;
  /** By what each word in a field counts. */
  factorOf(uid: string, field: string): number;
};

/** BM25 with words that count more or less by their fields; idf and lengths are those without weights. */
export const weighedBm25 = (
  documents: readonly { term: string; factor: number }[][],
  query: readonly string[]
): number[] => {
  const meanLength = mean(documents.map((terms) => terms.length));
  return documents.map((terms) =>
    sum(
      [...new Set(query)].map((wanted) => {
        const having = documents.filter((other) => other.some(({ term }) => term === wanted)).length;
        const idf = Math.log(1 + (documents.length - having + 0.5) / (having + 0.5));
        const count = sum(terms.filter(({ term }) => term === wanted).map(({ factor }) => factor));
        return (idf * count * (K1 + 1)) / (count + K1 * (1 - B + (B * terms.length) / meanLength));
      })
    )
  );
};

/** Scores by words with weighed fields. A pair counts as its first word does. */
export const weighedWords = (records: readonly WeighedRecord[], query: string): number[] => {
  const single = records.map(({ uid, fields, factorOf }) =>
    Object.entries(fields).flatMap(([field, text]) =>
      stemsOf(text).map((term) => ({ term, factor: factorOf(uid, field) }))
    )
  );
  const pairs = single.map((terms) =>
    terms.slice(1).map(({ term }, at) => ({ term: `${terms[at].term} ${term}`, factor: terms[at].factor }))
  );
  const bySingle = weighedBm25(single, stemsOf(query));
  const byPair = weighedBm25(pairs, pairsOf(stemsOf(query)));
  return bySingle.map((score, at) => score + WEIGHT.pairs * byPair[at]);
};
