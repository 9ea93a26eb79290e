import type { Score } from '../../../domain/ranking';
import type { Allowed } from './corpus';
import { bestByWords, namedAmong, wordedAmong, type Words } from './words';

/** Records that can be on the page, and how many can be paged through. */
export type Candidates = { records: Int32Array; total: number };

/** A query by meaning, with its words where they count as well. */
export type CandidateQuery = {
  vector: Float32Array;
  words: Words;
  /** Null when all records are allowed. */
  allowed: Allowed | null;
  /** Maximum number of hits. */
  k: number;
  /** How records are scored in the end. */
  score: Score;
  deadline: number | undefined;
};

/** Finds the records that are worth comparing exactly. */
export type FindCandidates = (query: CandidateQuery) => Promise<Candidates>;

/** Each record once. */
export const union = (...lists: Iterable<number>[]): Int32Array => {
  const records = new Set<number>();
  for (const list of lists) for (const record of list) records.add(record);
  return Int32Array.from(records);
};

/** The candidates of a query by words alone. */
export const candidatesByWords = (words: Words, allowed: Allowed | null, k: number): Candidates => {
  const worded = wordedAmong(words.lexical, allowed);
  const named = namedAmong(words, allowed);
  const isNamedOnly = (record: number): boolean => words.lexical.byRecord[record] === 0;
  const total = worded.records.length + named.filter(isNamedOnly).length;
  return { records: union(named, bestByWords(worded, k)), total };
};
