import type { LoadedIndex } from '../vector-engine';
import { batched } from './batched';
import { union, type CandidateQuery, type FindCandidates } from './candidates';
import type { Corpus } from './corpus';
import { bestByWords, namedAmong, wordedAmong } from './words';

/** Queries that the index is asked together. */
const MAX_SEARCHED = 32;
/** Rows requested from the index first; more when they belong to too few records. */
const FIRST_ROWS = 500;
/** Candidates by meaning, and candidates by words. The graph does not reach later pages. */
const DEPTH = 150;
/** When a filter passes at most this many records, all of them are candidates and the page is exact. */
const SCORE_ALL_BELOW = 5000;
/** Below this share the graph finds too few of the allowed records, so all are candidates. */
const SCORE_ALL_SHARE = 0.25;

type Search = { vector: Float32Array; k: number };

/** Finds the nearest records by an approximate index, which compares few of them. */
export const createGraphCandidates = (corpus: Corpus, index: LoadedIndex): FindCandidates => {
  const all = corpus.records.length;
  const everyRecord = Int32Array.from(corpus.records.keys());

  const search = batched(MAX_SEARCHED, async (queries: Search[]) => {
    const rows = new Float32Array(queries.length * index.dimensions);
    queries.forEach(({ vector }, at) => rows.set(vector, at * index.dimensions));
    return index.search(rows, Math.max(...queries.map(({ k }) => k)));
  });

  const mustScoreAll = ({ allowed, k }: CandidateQuery): boolean => {
    const total = allowed?.records.length ?? all;
    const isSmall = allowed !== null && total <= Math.max(SCORE_ALL_BELOW, all * SCORE_ALL_SHARE);
    return isSmall || total <= DEPTH || k > DEPTH;
  };

  /** The records of the nearest rows, until there are enough of them. */
  const near = async ({ vector, allowed, deadline }: CandidateQuery): Promise<Set<number>> => {
    const found = new Set<number>();
    const share = (allowed?.records.length ?? all) / all;
    for (let rows = Math.ceil(FIRST_ROWS / share); ; rows *= 4) {
      const hits = await search({ vector, k: Math.min(rows, index.size) }, deadline);
      for (const row of hits.rows) {
        const record = corpus.recordOfRow[row];
        if (allowed === null || allowed.mask[record] === 1) found.add(record);
      }
      if (found.size >= DEPTH || hits.rows.length < rows) return found;
    }
  };

  return async (query) => {
    const { words, allowed } = query;
    const total = allowed?.records.length ?? all;
    if (mustScoreAll(query)) return { records: allowed?.records ?? everyRecord, total };
    const nearest = await near(query);
    const worded = bestByWords(wordedAmong(words.lexical, allowed), DEPTH);
    return { records: union(namedAmong(words, allowed), worded, nearest), total };
  };
};
