import { semanticScore, momentsOf, type Features, type Moments } from '../../../domain/ranking';
import { evenSample, innerProductAt } from '../../../domain/vectors';
import type { LexicalIndex } from '../lexical/lexical-index';
import type { Corpus } from './corpus';

/** A record's cosines, exact, from the vectors themselves. */
const semanticFeatures = (
  { vectors, dimensions, firstRow }: Corpus,
  query: Float32Array,
  record: number
): { whole: number; passage: number; bestRow: number } => {
  const first = firstRow[record];
  const whole = innerProductAt(vectors, first * dimensions, query);
  let passage = -Infinity;
  let bestRow = first;
  for (let row = first + 1; row < firstRow[record + 1]; row += 1) {
    const score = innerProductAt(vectors, row * dimensions, query);
    if (score <= passage) continue;
    passage = score;
    bestRow = row;
  }
  return bestRow === first ? { whole, passage: whole, bestRow } : { whole, passage, bestRow };
};

/** Lexical scores of the records that share a word with the query, and names that match it. */
export type Words = { lexical: ReadonlyMap<number, number>; name: ReadonlyMap<number, number> };

export const NO_WORDS: Words = { lexical: new Map(), name: new Map() };

/** A query with more words than this is not a name; one of a single word may be just a word. */
const NAME_WORDS = { min: 2, max: 6 };

const namesIn = (index: LexicalIndex, text: string): Words['name'] => {
  const words = text.trim().split(/\s+/).length;
  if (words < NAME_WORDS.min || words > NAME_WORDS.max) return NO_WORDS.name;
  return new Map(index.searchName(text).map(({ id, match }) => [id, match]));
};

export const wordsOf = (index: LexicalIndex, text: string): Words => {
  const { records, scores } = index.search(text);
  const lexical = new Map<number, number>();
  records.forEach((record, at) => lexical.set(record, scores[at]));
  return { lexical, name: namesIn(index, text) };
};

export type Found = Features & { bestRow: number };

/** Records scored without a break; between two such pieces, other queries have their turn. */
const PIECE = 500;

/**
 * The features of the candidates, for ranking them.
 *
 * @param turn Waits for the next piece of this query's turn.
 */
export const collectFeatures = async (
  corpus: Corpus,
  query: Float32Array | null,
  { lexical, name }: Words,
  candidates: Iterable<number>,
  turn: () => Promise<void>
): Promise<Found[]> => {
  const found: Found[] = [];
  for (const record of candidates) {
    if (found.length > 0 && found.length % PIECE === 0) await turn();
    const semantic = query
      ? semanticFeatures(corpus, query, record)
      : { whole: 0, passage: 0, bestRow: corpus.firstRow[record] };
    found.push({ record, ...semantic, lexical: lexical.get(record) ?? 0, name: name.get(record) ?? 0 });
  }
  return found;
};

/** Records from which mean and deviation of semantic scores are estimated. */
const SAMPLE = 256;

/** Mean and deviation of the query's semantic scores over the records, from an even sample. */
export const semanticMoments = (corpus: Corpus, query: Float32Array): Moments => {
  const sample = evenSample(corpus.records.length, SAMPLE);
  const scores = sample.map((record) => semanticScore(semanticFeatures(corpus, query, record)));
  return momentsOf(scores, scores.length);
};
