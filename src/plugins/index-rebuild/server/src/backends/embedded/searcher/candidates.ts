import type { LoadedIndex } from '../faiss/engine';
import type { Allowed, Corpus } from './corpus';
import type { Words } from './features';
import type { QueryBatcher } from './query-batcher';

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

/** The `count` records that score best by words; ties go to the earlier record. */
const bestByWords = (words: ReadonlyMap<number, number>, count: number): number[] => {
  if (words.size <= count) return [...words.keys()];
  const border = Float64Array.from(words.values()).sort()[words.size - count];
  const above: number[] = [];
  const equal: number[] = [];
  for (const [record, score] of words) {
    if (score > border) above.push(record);
    else if (score === border) equal.push(record);
  }
  return [...above, ...equal.sort((a, b) => a - b).slice(0, count - above.length)];
};

const among = <Value>(
  map: ReadonlyMap<number, Value>,
  allowed: Allowed | null
): ReadonlyMap<number, Value> =>
  allowed === null ? map : new Map([...map].filter(([record]) => allowed.mask[record] === 1));

/** Records that can be on the page, and how many can be paged through. */
export type Candidates = { records: Iterable<number>; total: number };

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

/** Finds the records worth scoring. */
export const createCandidates = (corpus: Corpus, index: LoadedIndex, batcher: QueryBatcher) => {
  const all = corpus.records.length;

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
      if (nearest === null) return { records: allowed?.records ?? corpus.records.keys(), total };
      const named = among(words.name, allowed).keys();
      const worded = bestByWords(among(words.lexical, allowed), nearest.depth);
      return { records: new Set([...named, ...worded, ...nearest.records]), total };
    },

    byWords(words: Words, allowed: Allowed | null, k: number): Candidates {
      const lexical = among(words.lexical, allowed);
      const named = [...among(words.name, allowed).keys()];
      const total = lexical.size + named.filter((record) => !lexical.has(record)).length;
      return { records: new Set([...named, ...bestByWords(lexical, k)]), total };
    },
  };
};
