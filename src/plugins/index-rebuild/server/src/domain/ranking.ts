import type { SearchMode } from '../../../shared/contracts';

/** What is known about a candidate for a query. */
export type Features = {
  record: number;
  /** Cosine of the query and the whole record. */
  whole: number;
  /** Largest cosine of the query and a passage of the record; the whole record's when it has none. */
  passage: number;
  /** Score by words and pairs of words; 0 when none are shared. */
  lexical: number;
  /** 1 when the query is the record's display name, less for a part of it or a typo, else 0. */
  name: number;
};

export type Ranked = Features & { score: number };

/** Mean and standard deviation of a score over the records of the index. */
export type Moments = { mean: number; deviation: number };

/** How the two scores of a query lie over all records, and the best of those by words. */
export type ScoreMoments = { semantic: Moments; lexical: Moments; bestLexical: number };

/**
 * Chosen on development queries, in the middle of flat optima; docs/search.md has the table.
 * `lexical` weighs z-scores; `name` puts a named person first.
 */
export const WEIGHTS = { whole: 0.25, passage: 0.75, lexical: 0.9, name: 100 } as const;

/** Score by meaning: the best passage says that they did just this, the whole what they are about. */
export const semanticScore = (whole: number, passage: number): number =>
  WEIGHTS.whole * whole + WEIGHTS.passage * passage;

/** Mean and deviation of `count` scores of which all but `scores` are 0. */
export const momentsOf = (scores: ArrayLike<number>, count: number): Moments => {
  let sum = 0;
  let squares = 0;
  for (let at = 0; at < scores.length; at += 1) {
    sum += scores[at];
    squares += scores[at] * scores[at];
  }
  const mean = sum / count;
  return { mean, deviation: Math.sqrt(Math.max(0, squares / count - mean * mean)) };
};

const MIN_DEVIATION = 1e-6;

/**
 * A rare word stands out so far that meaning would no longer count; beyond this
 * many deviations the scores by words of a query are scaled down together.
 */
const MAX_DEVIATIONS = 12;

/** How many deviations a score lies above the mean. */
const zScore = (score: number, { mean, deviation }: Moments): number =>
  (score - mean) / Math.max(deviation, MIN_DEVIATION);

/** A candidate's score from its features: numbers and not an object, since a query may score thousands. */
export type Score = (whole: number, passage: number, lexical: number, name: number) => number;

/**
 * Scores of different kinds are added after each was scaled by mean and deviation over the records (z-score
 * fusion; Wu, Crestani and Bi 2006): how far a record stands out by meaning, and by words.
 */
const SCORES: Record<SearchMode, (moments: ScoreMoments) => Score> = {
  semantic: () => semanticScore,
  lexical: () => (_whole, _passage, lexical, name) => lexical + WEIGHTS.name * name,
  hybrid: (moments) => {
    const scale = Math.min(1, MAX_DEVIATIONS / Math.max(1, zScore(moments.bestLexical, moments.lexical)));
    const weight = WEIGHTS.lexical * scale;
    return (whole, passage, lexical, name) =>
      zScore(semanticScore(whole, passage), moments.semantic) +
      weight * zScore(lexical, moments.lexical) +
      WEIGHTS.name * name;
  },
};

/** How the candidates of a query are scored. */
export const scoreFor = (mode: SearchMode, moments: ScoreMoments): Score => SCORES[mode](moments);

/**
 * Candidates by score, best first; equal scores keep the order of the records, so that pages do not
 * overlap.
 */
export const rank = <Candidate extends Features>(
  candidates: readonly Candidate[],
  mode: SearchMode,
  moments: ScoreMoments
): (Candidate & { score: number })[] => {
  const scoreOf = scoreFor(mode, moments);
  const scored = candidates.map((features) => {
    const { whole, passage, lexical, name } = features;
    return { ...features, score: scoreOf(whole, passage, lexical, name) };
  });
  const relevant = mode === 'lexical' ? scored.filter(({ score }) => score > 0) : scored;
  return relevant.sort((a, b) => b.score - a.score || a.record - b.record);
};
