import MiniSearch, { type Options, type SearchResult } from 'minisearch';

import type { LexicalBuilder, LexicalDocument, LexicalEngine, LexicalHit, LexicalIndex } from '../../ports/lexical';
import { pairsOf, stemsOf, wordsOf } from './words';

type Flat = { id: number; text: string };

/** Chosen with the weights of domain/ranking.ts. `d: 0` makes MiniSearch's BM25+ Okapi's BM25. */
const BM25 = { k: 1.6, b: 0.4, d: 0 };
/** What two words next to each other count besides the words themselves. */
const PAIR_WEIGHT = 0.3;

const asIs = (word: string): string => word;

const optionsFor = (tokenize: (text: string) => string[]): Options<Flat> => ({
  fields: ['text'],
  tokenize,
  processTerm: asIs,
  searchOptions: { combineWith: 'OR', bm25: BM25 },
});

const WORDS = optionsFor(stemsOf);
const PAIRS = optionsFor(pairsOf);
/** Names are compared as they are written, but for case and accents. */
const NAMES = optionsFor(wordsOf);

/** All fields count alike: weights for them gave nothing (docs/search.md). */
const whole = ({ id, fields }: LexicalDocument): Flat => ({ id, text: Object.values(fields).join('\n') });

const builder = (name: string): LexicalBuilder => {
  const words = new MiniSearch<Flat>(WORDS);
  const pairs = new MiniSearch<Flat>(PAIRS);
  const names = new MiniSearch<Flat>(NAMES);
  return {
    add(documents) {
      const texts = documents.map(whole);
      words.addAll(texts);
      pairs.addAll(texts);
      names.addAll(documents.map(({ id, fields }) => ({ id, text: fields[name] ?? '' })));
    },
    serialise: () => JSON.stringify({ words, pairs, names }),
  };
};

/** A slip in one of five letters, none in a short word. */
const slips = (word: string): number | false => (word.length < 4 ? false : 0.2);

/** MiniSearch multiplies a sum by the number of the query's words in it, which ranks worse here. */
const hits = (found: readonly SearchResult[]): LexicalHit[] =>
  found.map(({ id, score, queryTerms }) => ({ id: Number(id), score: score / (queryTerms.length || 1) }));

const searchWords = (words: MiniSearch<Flat>, pairs: MiniSearch<Flat>, query: string): LexicalHit[] => {
  const scores = new Map(hits(words.search(query)).map(({ id, score }) => [id, score]));
  for (const { id, score } of hits(pairs.search(query))) {
    scores.set(id, (scores.get(id) ?? 0) + PAIR_WEIGHT * score);
  }
  return [...scores].map(([id, score]) => ({ id, score }));
};

const loaded = (text: string): LexicalIndex => {
  const stored = JSON.parse(text) as Record<'words' | 'pairs' | 'names', never>;
  const words = MiniSearch.loadJS<Flat>(stored.words, WORDS);
  const pairs = MiniSearch.loadJS<Flat>(stored.pairs, PAIRS);
  const names = MiniSearch.loadJS<Flat>(stored.names, NAMES);
  return {
    search: (query) => searchWords(words, pairs, query),
    searchName: (query) =>
      names.search(query, { combineWith: 'AND', fuzzy: slips }).map(({ id, terms, queryTerms }) => ({
        id: Number(id),
        exact: queryTerms.every((term) => terms.includes(term)),
      })),
  };
};

/** MiniSearch: an inverted index in memory, small enough to be a file of the generation. */
export const miniSearchEngine: LexicalEngine = { create: builder, load: loaded };
