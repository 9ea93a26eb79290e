import { analyzerFor, fold } from '../../../domain/analyzer';
import { DEFAULT_LANGUAGE, languageFor } from '../../../domain/languages';
import { corrected, differInEnding, slipsIn } from '../../../domain/spelling';
import { editDistance } from '../../../lib/edit-distance';
import { compareNear, createSpeller, type Near, type Speller, type Spelling } from './speller';

/** What an index knows about its words. */
export type KnownWords = {
  languages: readonly string[];
  /** Stems with their language, by number. */
  terms: readonly string[];
  /** The spellings of each of them, separated by spaces. */
  spellings: readonly string[];
  /** How many records have a stem. */
  having(stem: number): number;
  /** The number of a stem; null when no record in the language has it. */
  numberOf(language: string, stem: string): number | null;
  /** Whether a record's name has a folded word. */
  isNamed(word: string): boolean;
};

/** The language that a stem of the vocabulary belongs to. */
export const languageOfTerm = (term: string): string => {
  const colon = term.indexOf(':');
  return colon < 0 ? DEFAULT_LANGUAGE : term.slice(0, colon);
};

const spellersOf = ({ terms, spellings, having }: KnownWords): Map<string, Speller> => {
  const byLanguage = new Map<string, Spelling[]>();
  spellings.forEach((line, stem) => {
    if (line === '') return;
    const language = languageOfTerm(terms[stem]);
    const known = byLanguage.get(language) ?? [];
    byLanguage.set(language, known);
    for (const word of line.split(' ')) known.push({ word, records: having(stem) });
  });
  return new Map([...byLanguage].map(([language, words]) => [language, createSpeller(words)]));
};

type IsWord = (word: string) => boolean;

/** Shorter stems are often words by chance. */
const MIN_STEM = 4;

/** Whether a word or its stem is one: few vocabularies have "forking", most have "fork". */
const withStems =
  (language: string, isWord: IsWord): IsWord =>
  (word) =>
    isWord(word) ||
    analyzerFor(language)
      .stemsOf(word)
      .some((stem) => stem.length >= MIN_STEM && isWord(stem));

/**
 * The spelling of a word that records in a language have: itself, or the one it is a slip away from. Null
 * when no record has its stem. "managment" has the stem of "management", but only words know that.
 */
const spelledIn = (word: string, language: string, { numberOf, spellings }: KnownWords): string | null => {
  const [stem] = analyzerFor(language).stemsOf(word);
  if (stem === undefined) return word;
  const number = numberOf(language, stem);
  if (number === null) return null;
  const written = fold(word);
  const known = spellings[number].split(' ');
  if (slipsIn(written) === 0 || known.some((spelling) => fold(spelling) === written)) return word;
  const isSlip = (spelling: string): boolean =>
    editDistance(written, spelling, 1) === 1 && !differInEnding(written, spelling);
  return known.find((spelling) => isSlip(fold(spelling))) ?? word;
};

/** Corrects queries to words of an index. */
export const createCorrections = (words: KnownWords) => {
  const spellers = spellersOf(words);

  /** A word of any language of the index is known, whatever is searched, and so is one without meaning. */
  const knows = (word: string, isWord: IsWord): boolean => {
    const found = words.languages.map((language) => spelledIn(word, language, words));
    if (found.includes(word) || words.isNamed(fold(word))) return true;
    if (found.some((spelling) => spelling !== null)) return isWord(word);
    return words.languages.some((language) => withStems(language, isWord)(word));
  };

  const nearest = (word: string, languages: readonly string[], isWord: IsWord): string | null => {
    const sameStem = languages.map((language) => spelledIn(word, language, words));
    const found = languages.flatMap((language): Near[] => {
      const near = spellers.get(language)?.nearest(word, withStems(language, isWord));
      return near ? [near] : [];
    });
    return sameStem.find((spelling) => spelling !== null) ?? found.sort(compareNear)[0]?.word ?? null;
  };

  return {
    correct(query: string, languages: readonly string[], isWord: IsWord = () => false): string | null {
      if (spellers.size === 0) return null;
      return corrected(query, {
        elides: languages.some((language) => languageFor(language).elides),
        knows: (word) => knows(word, isWord),
        nearest: (word) => nearest(word, languages, isWord),
      });
    },
  };
};
