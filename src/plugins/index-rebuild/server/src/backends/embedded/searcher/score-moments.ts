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

/** How the query's scores lie over all records. */
export const scoreMomentsOf = (
  corpus: Corpus,
  vector: Float32Array | null,
  { scores }: WordScores
): ScoreMoments => ({
  semantic: vector ? semanticMoments(corpus, vector) : { mean: 0, deviation: 1 },
  lexical: momentsOf(scores, corpus.records.length),
  bestLexical: highest(scores),
});
