import { semanticScore, spreadOf, type Evidence, type Spread } from '../../domain/ranking';
import { evenSample } from '../../domain/vectors';
import type { LexicalIndex } from '../../ports/lexical';
import type { Corpus } from './corpus';

/** Inner product of the query and one row. */
const cosine = ({ vectors, dimensions }: Corpus, query: Float32Array, row: number): number => {
  let sum = 0;
  const from = row * dimensions;
  for (let at = 0; at < dimensions; at += 1) sum += vectors[from + at] * query[at];
  return sum;
};

/** A record's cosines, exact, from the vectors themselves. */
export const semanticEvidence = (
  corpus: Corpus,
  query: Float32Array,
  record: number
): { whole: number; passage: number; bestRow: number } => {
  const first = corpus.firstRow[record];
  const whole = cosine(corpus, query, first);
  let passage = -Infinity;
  let bestRow = first;
  for (let row = first + 1; row < corpus.firstRow[record + 1]; row += 1) {
    const score = cosine(corpus, query, row);
    if (score <= passage) continue;
    passage = score;
    bestRow = row;
  }
  return bestRow === first ? { whole, passage: whole, bestRow } : { whole, passage, bestRow };
};

export type WordScores = { lexical: Map<number, number>; name: Map<number, number> };

const NO_WORDS: WordScores = { lexical: new Map(), name: new Map() };

/** Beyond this many words a query is no name that somebody typed; with one it may be a word as well. */
const NAME_WORDS = { least: 2, most: 6 };

/** What a slip in a name counts, against 1 for the name as it is written. */
const SLIP = 0.5;

/** Scores by words of all records that have any of the query's. */
export const wordScores = (index: LexicalIndex, text: string | null): WordScores => {
  if (text === null) return NO_WORDS;
  const lexical = new Map(index.search(text).map(({ id, score }) => [id, score]));
  const words = text.trim().split(/\s+/).length;
  if (words < NAME_WORDS.least || words > NAME_WORDS.most) return { lexical, name: NO_WORDS.name };
  const name = new Map(index.searchName(text).map(({ id, exact }) => [id, exact ? 1 : SLIP]));
  return { lexical, name };
};

export type Found = Evidence & { bestRow: number };

/** Everything that is known of the candidates, for ranking them. */
export const gather = (
  corpus: Corpus,
  query: Float32Array | null,
  words: WordScores,
  candidates: Iterable<number>
): Found[] => {
  const found: Found[] = [];
  for (const record of candidates) {
    const semantic = query
      ? semanticEvidence(corpus, query, record)
      : { whole: 0, passage: 0, bestRow: corpus.firstRow[record] };
    found.push({
      record,
      ...semantic,
      lexical: words.lexical.get(record) ?? 0,
      name: words.name.get(record) ?? 0,
    });
  }
  return found;
};

/** Records from which the spread of a query's semantic scores is estimated. */
const SAMPLE = 256;

/** Mean and deviation of the query's semantic scores over the records, from an even sample. */
export const semanticSpread = (corpus: Corpus, query: Float32Array): Spread => {
  const sample = evenSample(corpus.records.length, SAMPLE);
  const scores = sample.map((record) => semanticScore(semanticEvidence(corpus, query, record)));
  return spreadOf(scores, scores.length);
};
