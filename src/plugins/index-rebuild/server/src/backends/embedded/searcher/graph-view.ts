import { momentsOf, semanticScore, type Moments, type SemanticScore } from '../../../domain/ranking';
import { evenSample } from '../../../domain/vectors';
import type { LoadedIndex } from '../vector-engine';
import { batched } from './batched';
import { union, type CandidateQuery, type Candidates, type LookAround } from './candidates';
import { generationSize, type Allowed, type Corpus } from './corpus';
import { highestOf } from '../best-of';
import { addCosines, makeCosines } from './cosines';
import { bestByWords, namedAmong, wordedAmong } from './words';

/** Queries that the index is asked together. */
const MAX_SEARCHED = 32;
/** Rows requested from the index first; more when they belong to too few records. */
const FIRST_ROWS = 500;
/** Candidates by meaning, and candidates by words. The graph does not reach later pages. */
const DEPTH = 150;
/** When a filter passes at most this many records, all of them are compared and the page is exact. */
const COMPARE_ALL_BELOW = 5000;
/** Below this share the graph finds too few of the allowed records, so all are compared. */
const COMPARE_ALL_SHARE = 0.25;
/** Records from which mean and deviation of the semantic scores are estimated. */
const SAMPLE = 256;

/** Semantic scores of some records, exactly. */
const semanticScores = (
  corpus: Corpus,
  query: Float32Array,
  records: ArrayLike<number>,
  by: SemanticScore = semanticScore
): Float64Array => {
  const cosines = makeCosines(records.length);
  const doubles = Float64Array.from(query);
  return Float64Array.from(records, (record, place) => {
    addCosines(cosines, place, corpus, doubles, record);
    return by(cosines.whole[place], cosines.passage[place], record);
  });
};

type Search = { vector: Float32Array; k: number };

/** The records of the overlay that may be found. */
const addedTo = (corpus: Corpus, allowed: Allowed | null): number[] => {
  const first = generationSize(corpus);
  return [...(allowed?.records ?? [])].filter((record) => record >= first);
};

/** Finds the nearest records by an approximate index, which compares few of them, and all of the overlay's. */
export const createGraphView = (generation: Corpus, index: LoadedIndex): LookAround => {
  /** All that there are when nothing narrows a search: with an overlay, its records always do. */
  const everyRecord = Int32Array.from(generation.records.keys());
  const sample = evenSample(generation.records.length, SAMPLE);

  const search = batched(MAX_SEARCHED, async (queries: Search[]) => {
    const rows = new Float32Array(queries.length * index.dimensions);
    queries.forEach(({ vector }, at) => rows.set(vector, at * index.dimensions));
    return index.search(rows, Math.max(...queries.map(({ k }) => k)));
  });

  const mustCompareAll = ({ allowed, k }: CandidateQuery, all: number): boolean => {
    const total = allowed?.records.length ?? all;
    const isSmall = allowed !== null && total <= Math.max(COMPARE_ALL_BELOW, all * COMPARE_ALL_SHARE);
    return isSmall || total <= DEPTH || k > DEPTH;
  };

  /** The records of the nearest rows, until there are enough of them. */
  const near = async (
    vector: Float32Array,
    allowed: Allowed | null,
    deadline: number | undefined
  ): Promise<Set<number>> => {
    const found = new Set<number>();
    const share = (allowed?.records.length ?? generation.records.length) / generation.records.length;
    for (let rows = Math.ceil(FIRST_ROWS / Math.min(1, share)); ; rows *= 4) {
      const hits = await search({ vector, k: Math.min(rows, index.size) }, deadline);
      for (const row of hits.rows) {
        const record = generation.recordOfRow[row];
        if (allowed === null || allowed.mask[record] === 1) found.add(record);
      }
      if (found.size >= DEPTH || hits.rows.length < rows) return found;
    }
  };

  const compared = async (
    vector: Float32Array,
    query: CandidateQuery,
    corpus: Corpus
  ): Promise<Int32Array> => {
    const { words, allowed, deadline } = query;
    if (mustCompareAll(query, corpus.records.length)) return allowed?.records ?? everyRecord;
    const nearest = await near(vector, allowed, deadline);
    const worded = [...new Set([words.lexical, words.ranked])].map((scores) =>
      bestByWords(wordedAmong(scores, allowed), DEPTH)
    );
    return union(namedAmong(words, allowed), ...worded, nearest, addedTo(corpus, allowed));
  };

  /** The hits are those that were found, of maybe more. */
  const candidates = async (
    vector: Float32Array,
    query: CandidateQuery,
    corpus: Corpus
  ): Promise<Candidates> => {
    const records = await compared(vector, query, corpus);
    const { isHit, allowed } = query;
    if (isHit === null) return { hits: allowed?.records ?? everyRecord, records };
    const { lexical, name } = query.words;
    const scores = semanticScores(corpus, vector, records);
    const hits = records.filter((record, place) =>
      isHit(scores[place], lexical.byRecord[record], name.get(record) ?? 0)
    );
    return { hits, records: hits };
  };

  return async (vector, deadline) => {
    const found = [...(await near(vector, null, deadline))];
    return ({ corpus, allowed }, by) => {
      const moments: Moments = momentsOf(semanticScores(generation, vector, sample, by), sample.length);
      const findable = allowed(undefined);
      const first = found.find((record) => findable === null || findable.mask[record] === 1);
      const ones = [...(first === undefined ? [] : [first]), ...addedTo(corpus, findable)];
      return {
        moments,
        nearest: highestOf(semanticScores(corpus, vector, ones), -Infinity),
        candidates: (query) => candidates(vector, query, corpus),
      };
    };
  };
};
