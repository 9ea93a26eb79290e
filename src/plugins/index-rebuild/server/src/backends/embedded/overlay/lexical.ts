import { fold } from '../../../domain/analyzer';
import { createNames } from '../lexical/fuzzy-index';
import type { LexicalDocument, LexicalIndex, NameHit, WordScores } from '../lexical/lexical-index';
import { createOverlayWords } from './words';

/** From this match on, a name was typed without a slip. */
const TYPED = 0.8;

const withAdded = (found: WordScores, own: ReadonlyMap<number, number>): WordScores => {
  if (own.size === 0) return found;
  const records = new Int32Array(found.records.length + own.size);
  const scores = new Float32Array(records.length);
  records.set(found.records);
  scores.set(found.scores);
  let at = found.records.length;
  for (const [record, score] of own) {
    records[at] = record;
    scores[at] = score;
    found.byRecord[record] = score;
    at += 1;
  }
  return { ...found, records, scores };
};

/** The same of the scores with the fields weighed, if the generation's index has them. */
const withWeighed = (found: WordScores, own: () => ReadonlyMap<number, number>): WordScores => {
  const { weighed } = found;
  if (weighed) for (const [record, score] of own()) weighed[record] = score;
  return found;
};

/** Names with a slip are found only where none was typed as it is. */
const bestNames = (hits: NameHit[]): NameHit[] => {
  const typed = hits.filter(({ match }) => match >= TYPED);
  return typed.length > 0 ? typed : hits;
};

/** A generation's index by words together with the records of its overlay, whose numbers follow its own. */
export const createOverlaidLexical = (
  index: LexicalIndex,
  /** How many numbers are in use. */
  size: () => number
) => {
  const words = createOverlayWords(index.weights);
  const names = createNames([]);

  const lexical: LexicalIndex = {
    weights: index.weights,
    languageOf: (record) => words.languageOf(record) ?? index.languageOf(record),
    search(query, languages, factorOf) {
      const found = index.search(query, languages, factorOf, size());
      const { pairs } = found;
      withWeighed(found, () => words.search(query, languages, pairs, factorOf));
      return withAdded(found, words.search(query, languages, pairs));
    },
    correct: (query, languages, isWord = () => false) =>
      index.correct(query, languages, (word) => {
        const folded = fold(word);
        return words.has(folded) || names.has(folded) || isWord(word);
      }),
    wordsOf: (records, languages, least) => index.wordsOf(records, languages, least),
    searchName: (query) => bestNames([...index.searchName(query), ...names.search(query)]),
  };

  return {
    lexical,
    add(document: LexicalDocument): void {
      words.add(document);
      names.add({ id: document.id, name: document.name.replace(/\s+/g, ' ') });
    },
    remove(record: number): void {
      words.remove(record);
      names.remove(record);
    },
  };
};
