import type { Statistics } from './lexical-index';

/** Chosen with the weights of domain/ranking.ts; docs/search.md has the figures. */
export const K1 = 1.6;
export const B = 0.35;
/** Weight of two adjacent words, besides the words themselves. */
export const PAIR_WEIGHT = 0.3;

/** Okapi BM25 of one term in one record (Robertson and Zaragoza 2009), the idf with 1 added. */
export const impact = (idf: number, count: number, length: number, meanLength: number): number =>
  (idf * count * (K1 + 1)) / (count + K1 * (1 - B + (B * length) / meanLength));

export const idfOf = (records: number, having: number): number =>
  Math.log(1 + (records - having + 0.5) / (having + 0.5));

/** Score of a record of mean length that has each of these stems once; null stands for those that no record has. */
export const scoreOfAll = (
  records: number,
  stems: ReadonlySet<number | null>,
  having: (stem: number) => number
): number =>
  [...stems].reduce<number>((sum, stem) => sum + idfOf(records, stem === null ? 0 : having(stem)), 0);

export const statisticsFor = (records: number, tokens: number): Statistics => ({
  records,
  meanLength: tokens / records,
  meanPairs: Math.max(1, (tokens - records) / records),
});
