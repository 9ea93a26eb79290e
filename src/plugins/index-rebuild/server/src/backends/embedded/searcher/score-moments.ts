import { momentsOf, semanticScore, type Moments, type ScoreMoments } from '../../../domain/ranking';
import { evenSample } from '../../../domain/vectors';
import type { WordScores } from '../lexical/lexical-index';
import type { Corpus } from './corpus';
import { addCosines, makeCosines } from './cosines';

/** Records from which mean and deviation of semantic scores are estimated. */
const SAMPLE = 256;

/** Mean and deviation of the query's semantic scores over the records, from an even sample. */
const semanticMoments = (corpus: Corpus, query: Float32Array): Moments => {
  const sample = evenSample(corpus.records.length, SAMPLE);
  const cosines = makeCosines(sample.length);
  const doubles = Float64Array.from(query);
  sample.forEach((record, place) => addCosines(cosines, place, corpus, doubles, record));
  const scores = cosines.whole.map((whole, place) => semanticScore(whole, cosines.passage[place]));
  return momentsOf(scores, scores.length);
};

const highest = (scores: Float32Array): number => {
  let best = 0;
  for (let at = 0; at < scores.length; at += 1) if (scores[at] > best) best = scores[at];
  return best;
};

/** How a query's scores lie over all records. */
export type ScoreMomentsOf = (vector: Float32Array | null, words: WordScores) => ScoreMoments;

export const createScoreMoments = (corpus: Corpus): ScoreMomentsOf => {
  // The embedder's cache gives the same array for the same text, for instance for the next page.
  const known = new WeakMap<Float32Array, Moments>();

  const semantic = (vector: Float32Array): Moments => {
    const moments = known.get(vector) ?? semanticMoments(corpus, vector);
    known.set(vector, moments);
    return moments;
  };

  return (vector, { scores }) => ({
    semantic: vector ? semantic(vector) : { mean: 0, deviation: 1 },
    lexical: momentsOf(scores, corpus.records.length),
    bestLexical: highest(scores),
  });
};
