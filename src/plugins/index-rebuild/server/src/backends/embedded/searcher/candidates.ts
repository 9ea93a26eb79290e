import type { LoadedIndex } from '../faiss/engine';
import type { Allowed, Corpus } from './corpus';
import type { QueryBatcher } from './query-batcher';
import { bestByWords, namedAmong, wordedAmong, type Words } from './words';

/** Rows requested from the index first; more when they belong to too few records. */
const FIRST_ROWS = 500;
/**
 * Number of candidates by meaning, and of candidates by words: few for the first pages, many for
 * all later ones. Only two depths, so that pages of the same depth have no gap
 * and no repeat.
 */
const DEPTHS = [150, 2500];
/** When a filter passes at most this many records, all of them are candidates and the page is exact. */
const SCORE_ALL_BELOW = 5000;
/** Below this share, an approximate index finds too few of the allowed records, so all are scored. */
const SCORE_ALL_SHARE = 0.25;

/** Records that can be on the page, and how many can be paged through. */
export type Candidates = { records: Int32Array; total: number };

/** The records near a query; null when so few are allowed that all are scored. */
export type Nearest = { records: Set<number>; depth: number } | null;

type Wanted = { allowed: Allowed | null; k: number; deadline: number | undefined };

/** Number of candidates by meaning, and by words; null when all allowed records are scored. */
const depthFor = (index: LoadedIndex, all: number, { allowed, k }: Wanted): number | null => {
  const total = allowed?.records.length ?? all;
  const depth = DEPTHS.find((records) => k <= records) ?? total;
  const isSmall =
    allowed !== null && total <= Math.max(SCORE_ALL_BELOW, index.exact ? 0 : all * SCORE_ALL_SHARE);
  // An approximate index does not reach deep pages.
  const isTooDeep = !index.exact && depth > DEPTHS[0];
  return isSmall || total <= depth || isTooDeep ? null : depth;
};

/** Each record once. */
const union = (...lists: Iterable<number>[]): Int32Array => {
  const records = new Set<number>();
  for (const list of lists) for (const record of list) records.add(record);
  return Int32Array.from(records);
};

/** Finds the records worth scoring. */
export const createCandidates = (corpus: Corpus, index: LoadedIndex, batcher: QueryBatcher) => {
  const all = corpus.records.length;
  const everyRecord = Int32Array.from(corpus.records.keys());

  /** The records of the nearest rows, until there are `depth` of them. */
  const near = async (
    vector: Float32Array,
    depth: number,
    { allowed, deadline }: Wanted
  ): Promise<Set<number>> => {
    const found = new Set<number>();
    const share = (allowed?.records.length ?? all) / all;
    for (let rows = Math.ceil(FIRST_ROWS / share); ; rows *= 4) {
      const hits = await batcher.search(vector, Math.min(rows, index.size), deadline);
      for (const row of hits.rows) {
        const record = corpus.recordOfRow[row];
        if (allowed === null || allowed.mask[record] === 1) found.add(record);
      }
      if (found.size >= depth || hits.rows.length < rows) return found;
    }
  };

  return {
    /** Candidates by meaning, batched with other queries. */
    async nearest(vector: Float32Array, wanted: Wanted): Promise<Nearest> {
      const depth = depthFor(index, all, wanted);
      return depth === null ? null : { records: await near(vector, depth, wanted), depth };
    },

    /** Those and the best by words. */
    byMeaning(nearest: Nearest, words: Words, allowed: Allowed | null): Candidates {
      const total = allowed?.records.length ?? all;
      if (nearest === null) return { records: allowed?.records ?? everyRecord, total };
      const worded = bestByWords(wordedAmong(words.lexical, allowed), nearest.depth);
      return { records: union(namedAmong(words, allowed), worded, nearest.records), total };
    },

    byWords(words: Words, allowed: Allowed | null, k: number): Candidates {
      const worded = wordedAmong(words.lexical, allowed);
      const named = namedAmong(words, allowed);
      const isNamedOnly = (record: number): boolean => words.lexical.byRecord[record] === 0;
      const total = worded.records.length + named.filter(isNamedOnly).length;
      return { records: union(named, bestByWords(worded, k)), total };
    },
  };
};
