import { momentsOf, semanticScore, type Moments, type ScoreMoments } from '../../../domain/ranking';
import { evenSample } from '../../../domain/vectors';
import type { WordScores } from '../lexical/lexical-index';

/** Records from which mean and deviation of semantic scores are estimated. */
const SAMPLE = 1024;

/** Cosines of a query and some records as wholes, and with their best passages. */
export type Compare = (
  query: Float32Array,
  records: Int32Array
) => { whole: ArrayLike<number>; passage: ArrayLike<number> };

const highest = (scores: Float32Array): number => {
  let best = 0;
  for (let at = 0; at < scores.length; at += 1) if (scores[at] > best) best = scores[at];
  return best;
};

/** How a query's scores lie over all records. */
export type ScoreMomentsOf = (vector: Float32Array | null, words: WordScores) => ScoreMoments;

export const createScoreMoments = (records: number, compare: Compare): ScoreMomentsOf => {
  const sample = Int32Array.from(evenSample(records, SAMPLE));
  // The embedder's cache gives the same array for the same text, for instance for the next page.
  const known = new WeakMap<Float32Array, Moments>();

  /** Mean and deviation of the query's semantic scores over the records, from an even sample. */
  const sampled = (vector: Float32Array): Moments => {
    const { whole, passage } = compare(vector, sample);
    const scores = Float64Array.from(sample, (_, place) => semanticScore(whole[place], passage[place]));
    return momentsOf(scores, scores.length);
  };

  const semantic = (vector: Float32Array): Moments => {
    const moments = known.get(vector) ?? sampled(vector);
    known.set(vector, moments);
    return moments;
  };

  return (vector, { scores }) => ({
    semantic: vector ? semantic(vector) : { mean: 0, deviation: 1 },
    lexical: momentsOf(scores, records),
    bestLexical: highest(scores),
  });
};
