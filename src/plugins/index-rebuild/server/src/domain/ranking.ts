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

/** A single kind of score is compared as it is: there is nothing to bring to a common scale. */
export const NOT_FUSED: ScoreMoments = {
  semantic: { mean: 0, deviation: 1 },
  lexical: { mean: 0, deviation: 1 },
  bestLexical: 0,
};

/**
 * Chosen on development queries, in the middle of flat optima; docs/search.md has the table.
 * `lexical` weighs z-scores; `name` puts a named person first.
 */
export const WEIGHTS = { whole: 0.25, passage: 0.75, lexical: 0.9, name: 100 } as const;

/** Score by meaning: the best passage says that they did just this, the whole what they are about. */
export const semanticScore = (whole: number, passage: number): number =>
  WEIGHTS.whole * whole + WEIGHTS.passage * passage;

/** A score by meaning; which record it is of matters where fields weigh differently. */
export type SemanticScore = (whole: number, passage: number, record: number) => number;

/**
 * The score by meaning of a record whose passages count `factor` times as much beside the whole. It stays
 * between the two cosines, so that records of content types with other weights compare with it.
 */
export const weightedSemanticScore = (whole: number, passage: number, factor: number): number => {
  if (factor === 1) return semanticScore(whole, passage);
  const share = WEIGHTS.passage * factor;
  return (WEIGHTS.whole * whole + share * passage) / (WEIGHTS.whole + share);
};

/** Mean and deviation of `count` scores, from their sum and that of their squares. */
export const momentsFrom = (sum: number, squares: number, count: number): Moments => {
  const mean = sum / count;
  return { mean, deviation: Math.sqrt(Math.max(0, squares / count - mean * mean)) };
};

/** Mean and deviation of `count` scores of which all but `scores` are 0. */
export const momentsOf = (scores: ArrayLike<number>, count: number): Moments => {
  let sum = 0;
  let squares = 0;
  for (let at = 0; at < scores.length; at += 1) {
    sum += scores[at];
    squares += scores[at] * scores[at];
  }
  return momentsFrom(sum, squares, count);
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
export type Score = (whole: number, passage: number, lexical: number, name: number, record: number) => number;

/** What counts how much besides what is tuned. */
export type Weighing = {
  /** A factor on the weight of the score by words, where meaning counts as well. */
  words: number;
  semantic: SemanticScore;
  /** What a name that fits adds to a record's score. */
  nameBonus(name: number, record: number): number;
};

export const PLAIN_WEIGHING: Weighing = {
  words: 1,
  semantic: semanticScore,
  nameBonus: (name) => WEIGHTS.name * name,
};

/**
 * Scores of different kinds are added after each was scaled by mean and deviation over the records (z-score
 * fusion; Wu, Crestani and Bi 2006): how far a record stands out by meaning, and by words.
 */
const SCORES: Record<SearchMode, (moments: ScoreMoments, weighing: Weighing) => Score> = {
  semantic:
    (_moments, { semantic }) =>
    (whole, passage, _lexical, _name, record) =>
      semantic(whole, passage, record),
  lexical:
    (_moments, { nameBonus }) =>
    (_whole, _passage, lexical, name, record) =>
      lexical + nameBonus(name, record),
  hybrid: (moments, { words, semantic, nameBonus }) => {
    const scale = Math.min(1, MAX_DEVIATIONS / Math.max(1, zScore(moments.bestLexical, moments.lexical)));
    const weight = WEIGHTS.lexical * scale * words;
    return (whole, passage, lexical, name, record) =>
      zScore(semantic(whole, passage, record), moments.semantic) +
      weight * zScore(lexical, moments.lexical) +
      nameBonus(name, record);
  },
};

/** How the candidates of a query are scored. */
export const scoreFor = (mode: SearchMode, moments: ScoreMoments, weighing = PLAIN_WEIGHING): Score =>
  SCORES[mode](moments, weighing);

/**
 * Candidates by score, best first; equal scores keep the order of the records, so that pages do not
 * overlap.
 */
export const rank = <Candidate extends Features>(
  candidates: readonly Candidate[],
  scoreOf: Score
): (Candidate & { score: number })[] =>
  candidates
    .map((features) => {
      const { whole, passage, lexical, name, record } = features;
      return { ...features, score: scoreOf(whole, passage, lexical, name, record) };
    })
    .sort((a, b) => b.score - a.score || a.record - b.record);
