import MiniSearch, { type Options, type Query } from 'minisearch';

import type { NameHit } from './lexical-index';
import { wordsOf } from '../../../domain/analyzer';

type Name = { id: number; name: string };

const asIs = (word: string): string => word;

/** Names are compared as written, except for case and accents. */
const OPTIONS: Options<Name> = { fields: ['name'], tokenize: wordsOf, processTerm: asIs };

/** Score of a name that has all words of the query and more, and of one with a typo or unfinished. */
const PART = 0.8;
const TYPO = 0.5;

/** Shorter words must match exactly: too many others are close. */
export const MIN_LENGTH = 4;
/** One typo in five letters. */
export const FUZZINESS = 0.2;

/** Two letters exchanged, the most common typo, are two edits to MiniSearch. */
const exchanged = (word: string): string[] =>
  Array.from(
    { length: word.length - 1 },
    (_, at) => word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2)
  );

const forgiving = (word: string, isLast: boolean): Query => ({
  combineWith: 'OR',
  queries: [
    {
      queries: [word],
      fuzzy: word.length < MIN_LENGTH ? false : FUZZINESS,
      prefix: isLast && word.length > 1,
    },
    ...(word.length < MIN_LENGTH ? [] : exchanged(word)),
  ],
});

/** Display names, found by some or all of their words, with typos, or while they are being typed. */
export const createNames = (names: readonly string[]) => {
  const index = new MiniSearch<Name>(OPTIONS);
  const lengths: number[] = [];
  const known = new Set<string>();

  const note = ({ id, name }: Name): void => {
    const words = wordsOf(name);
    lengths[id] = words.length;
    words.forEach((word) => known.add(word));
  };

  const first = names.map((name, id) => ({ id, name }));
  index.addAll(first);
  first.forEach(note);

  /** Word by word, since most queries are not names and the first word already shows it. */
  const withTypos = (words: readonly string[]): Set<number> => {
    let found: Set<number> | null = null;
    for (const [at, word] of words.entries()) {
      const ids = index.search(forgiving(word, at === words.length - 1)).map(({ id }) => Number(id));
      found = new Set(found === null ? ids : ids.filter((id) => found?.has(id)));
      if (found.size === 0) break;
    }
    return found ?? new Set();
  };

  return {
    /** Whether a name has this word, given folded. */
    has: (word: string): boolean => known.has(word),
    add(name: Name): void {
      index.add(name);
      note(name);
    },
    remove: (id: number): void => index.discard(id),

    search(query: string): NameHit[] {
      const words = wordsOf(query);
      if (words.length === 0) return [];
      const exact = index.search({ combineWith: 'AND', queries: words });
      if (exact.length > 0) {
        return exact.map(({ id }) => ({ id: Number(id), match: lengths[id] === words.length ? 1 : PART }));
      }
      return [...withTypos(words)].map((id) => ({ id, match: TYPO }));
    },
  };
};
