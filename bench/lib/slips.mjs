// @ts-check
import { randomFor } from '../../scripts/experts/random.mjs';

/** @typedef {import('../../scripts/experts/random.mjs').Random} Random */

const LETTERS = [...'abcdefghijklmnopqrstuvwxyz'];

/** Words that are long enough, and are not written with capitals inside or joined to others. */
const WORD = /(?<![\p{L}\p{N}'’-])\p{L}\p{Ll}{4,}(?![\p{L}\p{N}'’-])/gu;

/** What a hand does wrong: it swaps, leaves out, doubles or replaces a letter. @type {((word: string, at: number, random: Random) => string)[]} */
const SLIPS = [
  (word, at) => word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2),
  (word, at) => word.slice(0, at) + word.slice(at + 1),
  (word, at) => word.slice(0, at) + word[at] + word.slice(at),
  (word, at, random) => word.slice(0, at) + random.pick(LETTERS) + word.slice(at + 1),
];

/** @param {string} word @param {Random} random @returns {string} */
const misspelt = (word, random) => {
  const slip = random.pick(SLIPS)(word, random.integer(1, word.length - 2), random);
  return slip === word ? misspelt(word, random) : slip;
};

/**
 * A query with one slip in one of its words of five letters or more, the same each time. Neither the
 * first letter of the word nor the last alone is wrong, since hands hardly ever slip there.
 *
 * @param {string} query
 * @param {number} number Which query it is.
 */
export const withSlip = (query, number) => {
  const random = randomFor(3, number);
  const words = [...query.matchAll(WORD)];
  if (words.length === 0) return query;
  const { 0: word, index } = random.pick(words);
  return query.slice(0, index) + misspelt(word, random) + query.slice(index + word.length);
};
