import type { Score, SemanticScore, Moments } from '../../../domain/ranking';
import type { IsHit } from '../../../domain/cut-off';
import type { Allowed } from './corpus';
import type { Searched } from './searched';
import { bestByWords, namedAmong, wordedAmong, type Words } from './words';

/** The records that are hits, unordered, and those among them that can be on the page. */
export type Candidates = { hits: Int32Array; records: Int32Array };

/** What is asked of a query's view. */
export type CandidateQuery = {
  words: Words;
  /** Null when all records are allowed. */
  allowed: Allowed | null;
  /** Maximum number of hits. */
  k: number;
  /** How records are scored in the end. */
  score: Score;
  /** Null when every record is a hit. */
  isHit: IsHit | null;
  deadline: number | undefined;
};

/** How records lie around a query by meaning. */
export interface View {
  /** Of the semantic scores of the generation's records, as they are ranked by. */
  readonly moments: Moments;
  /** The highest semantic score of all records that may be found, whatever their fields weigh. */
  readonly nearest: number;
  candidates(query: CandidateQuery): Promise<Candidates>;
}

/**
 * Adds the overlay's records, which may have changed meanwhile.
 *
 * @param semantic By what records are ranked. What is about the query does not depend on it.
 */
export type Around = (searched: Searched, semantic: SemanticScore) => View;

/** Compares a query with the records of a generation. */
export type LookAround = (query: Float32Array, deadline: number | undefined) => Promise<Around>;

/** Each record once. */
export const union = (...lists: Iterable<number>[]): Int32Array => {
  const records = new Set<number>();
  for (const list of lists) for (const record of list) records.add(record);
  return Int32Array.from(records);
};

/** Two lists that have no record in common. */
const joined = (one: Int32Array, other: readonly number[]): Int32Array => {
  if (other.length === 0) return one;
  const both = new Int32Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
};

/** The candidates of a query by words alone. */
export const candidatesByWords = (words: Words, allowed: Allowed | null, k: number): Candidates => {
  const worded = wordedAmong(words.ranked, allowed);
  const named = namedAmong(words, allowed);
  const namedOnly = named.filter((record) => words.lexical.byRecord[record] === 0);
  return { hits: joined(worded.records, namedOnly), records: union(named, bestByWords(worded, k)) };
};
