import { newStemmer } from 'snowball-stemmers';

import { DEFAULT_LANGUAGE, languageFor } from './languages';

/** Accents, and the signs for vowels that Hebrew and Arabic texts mostly leave out. */
const MARKS = /[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]+/g;
/** Letters that Unicode does not decompose, although they are often written like this. */
const LETTERS: Record<string, string> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ı: 'i' };
/** Most words are, and finding out is quicker than folding them. */
const FOLDED = /^[a-z\d]*$/;
/** "c++" and "c#" are words. */
const WORD = /[\p{L}\p{N}\p{M}]+[+#]*/gu;
/** Scripts that put no spaces between words. */
const UNSPACED = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Mymr}]/u;

const segmenter = new Intl.Segmenter('en', { granularity: 'word' });

/** Lower case, without accents and apostrophes: "São" is "sao", "Straße" "strasse", "O'Neill's" "oneill". */
export const fold = (text: string): string =>
  FOLDED.test(text)
    ? text
    : text
        .normalize('NFKD')
        .replace(MARKS, '')
        .toLowerCase()
        .replace(/[ßæœøłđı]/g, (letter) => LETTERS[letter])
        .replace(/[’']s\b/g, '')
        .replace(/[’']/g, '')
        .normalize('NFC');

const segmentsOf = (word: string): string[] =>
  UNSPACED.test(word) ? Array.from(segmenter.segment(word), ({ segment }) => segment) : [word];

const split = (text: string): string[] => {
  const words = text.match(WORD) ?? [];
  return UNSPACED.test(text) ? words.flatMap(segmentsOf) : words;
};

/** Words of a text as they are written. */
export const writtenWordsOf = (text: string): string[] => split(text);

/** Words of a text, folded: for what is compared as it is written, such as names. */
export const wordsOf = (text: string): string[] => split(fold(text));

/** A single letter says nothing, except for the languages C and R, and where a letter is a word. */
const saysSomething = (word: string): boolean =>
  word.length > 1 || /[\p{N}cr]/u.test(word) || UNSPACED.test(word);

/**
 * "Mueller" is "Müller"; after a vowel or q the two letters belong to different syllables, as in
 * "neue". The German stemmer keeps umlauts until the end, and the folding takes them away.
 */
const withUmlauts = (word: string): string =>
  word.replace(/(?<![aeiouyäöüq])([aou])e/g, '$1\u0308').normalize('NFC');

/** Turns texts and queries of one language into comparable stems. */
export interface Analyzer {
  /** Words as they are written, in lower case. */
  words(text: string): string[];
  /** The folded stem of one of those words; null when it carries no meaning. */
  stem(word: string): string | null;
  /** Stems of the words that carry meaning. */
  stemsOf(text: string): string[];
}

/** Texts repeat their own words and each other's, so nearly every stem is cached. */
const MAX_STEMS = 200_000;

const cached = (make: (word: string) => string | null): ((word: string) => string | null) => {
  const known = new Map<string, string | null>();
  return (word) => {
    const found = known.get(word);
    if (found !== undefined) return found;
    if (known.size >= MAX_STEMS) known.clear();
    const made = make(word);
    known.set(word, made);
    return made;
  };
};

/** Removes apostrophes, or what an elision left before one: "dell'acqua" is two words, "l'acqua" one. */
const withoutApostrophes = (text: string, elides: boolean): string =>
  elides
    ? text.replace(/(?<!\p{L})\p{L}{1,2}[’']|[’']/gu, ' ')
    : text.replace(/[’']s\b/g, '').replace(/[’']/g, '');

/** Stemmers know the accents of their language, except for the English one, which has none. */
const stemmedOf = (code: string, stemmer: string | null): ((word: string) => string) => {
  if (stemmer === null) return fold;
  const snowball = newStemmer(stemmer);
  if (code === 'en') return (word) => snowball.stem(fold(word));
  if (code === 'de') return (word) => fold(snowball.stem(withUmlauts(word)));
  return (word) => fold(snowball.stem(word));
};

const createAnalyzer = (code: string): Analyzer => {
  const { stemmer, stopWords, elides } = languageFor(code);
  const stops = new Set(stopWords.map(fold));
  const stemmed = stemmedOf(code, stemmer);
  const stem = cached((word) => {
    const folded = fold(word);
    return stops.has(folded) || !saysSomething(folded) ? null : stemmed(word);
  });
  const words = (text: string): string[] =>
    split(withoutApostrophes(text.normalize('NFKC').toLocaleLowerCase(code), elides));
  return {
    words,
    stem,
    stemsOf: (text) => words(text).flatMap((word) => stem(word) ?? []),
  };
};

const analyzers = new Map<string, Analyzer>();

/** The analyzer of a language, given by its ISO 639-1 code. */
export const analyzerFor = (code: string): Analyzer => {
  const known = analyzers.get(code) ?? createAnalyzer(code);
  analyzers.set(code, known);
  return known;
};

/** Whether a word says nothing by itself in a language, such as "the". */
export const isStopWord = (word: string, language: string): boolean =>
  analyzerFor(language).stem(word) === null;

/** Stems of the words that carry meaning, in the default language. */
export const stemsOf = (text: string): string[] => analyzerFor(DEFAULT_LANGUAGE).stemsOf(text);
