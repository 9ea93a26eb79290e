import { newStemmer } from 'snowball-stemmers';
import { eng } from 'stopword';

const stemmer = newStemmer('english');
const STOP_WORDS = new Set(eng);
/** "c++" and "c#" are words. */
const WORD = /[\p{L}\p{N}]+[+#]*/gu;

/** Lower case, without accents and apostrophes: "São" is "sao", "O'Neill's" is "oneill". */
export const fold = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[’']s\b/g, '')
    .replace(/[’']/g, '');

/** Words of a text, folded. */
export const wordsOf = (text: string): string[] => fold(text).match(WORD) ?? [];

/** A single letter says nothing, except for the languages C and R. */
const saysSomething = (word: string): boolean =>
  !STOP_WORDS.has(word) && (word.length > 1 || /[\p{N}cr]/u.test(word));

/** Texts repeat their own words and each other's, so nearly every stem is cached. */
const knownStems = new Map<string, string>();
const MAX_STEMS = 200_000;

const stem = (word: string): string => {
  const known = knownStems.get(word);
  if (known !== undefined) return known;
  if (knownStems.size >= MAX_STEMS) knownStems.clear();
  const found = stemmer.stem(word);
  knownStems.set(word, found);
  return found;
};

/** Stems of the words that carry meaning. */
export const stemsOf = (text: string): string[] => wordsOf(text).filter(saysSomething).map(stem);
