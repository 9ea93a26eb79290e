import { fold } from './analyzer';

/** The words of an index. */
export type Dictionary = {
  /** Whether an apostrophe separates words in a language that is searched. */
  elides: boolean;
  /** Whether a word needs no correction. */
  knows(word: string): boolean;
  /** The word that was probably meant, in lower case; null when none is near enough. */
  nearest(word: string): string | null;
};

/** Shorter words have too many others near them; longer ones are not words. */
const LENGTH = { min: 4, max: 32 };
/** From this length on, two slips are likelier than another word. */
const LONG = 8;

/** How many slips a folded word may have; 0 when it is not corrected at all. */
export const slipsIn = ({ length }: string): number => {
  if (length < LENGTH.min || length > LENGTH.max) return 0;
  return length < LONG ? 1 : 2;
};

/** Letters of an ending. */
const ENDING = 3;

/** Whether two words differ in their last letters alone: "graphene" and "graphite" are two, not one misspelt. */
export const differInEnding = (left: string, right: string): boolean => {
  let same = 0;
  while (same < left.length && left[same] === right[same]) same += 1;
  return Math.max(left.length, right.length) - same <= ENDING;
};

/** British and American English write these differently. */
const AMERICAN = /i[sz](?=(e|ed|es|er|ers|ing|ations?)$)/;

/** Whether two folded words are one, each well written: "realise" and "realize". */
export const areVariants = (left: string, right: string): boolean =>
  left.replace(AMERICAN, '') === right.replace(AMERICAN, '');

/** Unknown words that are looked up in one query: each costs up to a millisecond. */
const MAX_UNKNOWN = 8;

/** A query with more unknown words than this, and than known ones, may be in another language. */
const FEW_UNKNOWN = 1;

const CHUNK = /\S+/g;
const PART = /[\p{L}\p{M}]+/gu;
/** Numbers, addresses, paths, names of programs: "gpt4", "a@b.org", "node.js", "C++". */
const NOT_PLAIN = /[\p{N}@/\\_#+=]|\p{L}[.:]\p{L}/u;
/** "iPhone", "LLMs": written so on purpose. */
const OWN_CASE = /\p{L}\p{Lu}/u;
const APOSTROPHE = /\p{L}[’']\p{L}/u;
const ELISION = /^\P{L}*\p{L}{1,2}[’'][^’']+$/u;

type Place = { at: number; word: string };

/** The words of a query that may be corrected, and where they are. */
const placesIn = (query: string, elides: boolean): Place[] => {
  // All in capitals says nothing about a word.
  const keepsCase = query !== query.toUpperCase();
  const isPlain = (chunk: string): boolean =>
    !NOT_PLAIN.test(chunk) && (!APOSTROPHE.test(chunk) || (elides && ELISION.test(chunk)));
  return [...query.matchAll(CHUNK)]
    .filter(([chunk]) => isPlain(chunk))
    .flatMap(({ 0: chunk, index }) =>
      [...chunk.matchAll(PART)].map((part) => ({ at: index + part.index, word: part[0] }))
    )
    .filter(({ word }) => !(keepsCase && OWN_CASE.test(word)));
};

/** Begins as the other word does, or is in capitals like it. */
const inCaseOf = (model: string, word: string): string => {
  if (model === model.toUpperCase()) return word.toUpperCase();
  const [first] = model;
  return first === first.toUpperCase() ? `${word[0].toUpperCase()}${word.slice(1)}` : word;
};

type Correction = Place & { nearest: string | null };

const correctionsIn = (query: string, { elides, knows, nearest }: Dictionary): Correction[] => {
  const places = placesIn(query, elides);
  const unknown = places.filter(({ word }) => !knows(word));
  const found = unknown.slice(0, MAX_UNKNOWN).map(({ at, word }) => ({
    ...{ at, word },
    nearest: slipsIn(fold(word)) === 0 ? null : nearest(word),
  }));
  const telling = unknown.filter(({ word }) => slipsIn(fold(word)) > 0);
  const isForeign =
    telling.length > Math.max(FEW_UNKNOWN, places.length / 2) &&
    found.some(({ word, nearest: near }) => near === null && slipsIn(fold(word)) > 0);
  return isForeign ? [] : found;
};

/**
 * The query with its misspelt words corrected and everything else as it was; null when nothing is to be
 * corrected. A word is misspelt when the dictionary does not know it and has one that is near. When most
 * words of a query are unknown, either all of them are misspelt or none.
 */
export const corrected = (query: string, dictionary: Dictionary): string | null => {
  let text = '';
  let end = 0;
  for (const { at, word, nearest } of correctionsIn(query, dictionary)) {
    if (nearest === null) continue;
    text += `${query.slice(end, at)}${inCaseOf(word, nearest)}`;
    end = at + word.length;
  }
  return end === 0 ? null : text + query.slice(end);
};
