// @ts-check
import { make } from './dom.js';

const WORD = /[\p{L}\p{M}\p{N}]+/gu;
/** Endings of words differ by so many letters at most. */
const MAX_ENDING = 3;
const MIN_STEM = 4;
/** Words that say nothing about what is looked for. */
const COMMON = new Set(
  'and are can cannot for from how not our someone that the them this what when where who will with you'.split(
    ' '
  )
);

/** Lower case and without accents, as the search compares words. @param {string} text */
const fold = (text) =>
  text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();

/** @param {string} text */
const wordsOf = (text) => fold(text).match(WORD) ?? [];

/** Whether two words are equal but for their endings. @param {string} one @param {string} other */
const isAlike = (one, other) => {
  if (one === other) return true;
  const stem = Math.max(MIN_STEM, Math.min(one.length, other.length) - MAX_ENDING);
  const isNear = Math.abs(one.length - other.length) <= MAX_ENDING;
  return isNear && other.length >= stem && one.slice(0, stem) === other.slice(0, stem);
};

/**
 * A text in parts, where `lengthOf` says how many letters of each word are marked.
 *
 * @param {string} text
 * @param {(word: string) => number} lengthOf
 * @returns {(Node | string)[]}
 */
const inParts = (text, lengthOf) => {
  /** @type {(Node | string)[]} */
  const parts = [];
  let end = 0;
  for (const { 0: word, index } of text.matchAll(WORD)) {
    const length = lengthOf(word);
    if (length === 0) continue;
    parts.push(text.slice(end, index), make('mark', {}, [word.slice(0, length)]));
    end = index + length;
  }
  return [...parts, text.slice(end)];
};

/** A text with the words of the query marked, whatever their endings. @param {string} text @param {string} query */
export const marked = (text, query) => {
  const wanted = wordsOf(query).filter((word) => word.length > 2 && !COMMON.has(word));
  return inParts(text, (word) => (wanted.some((one) => isAlike(one, fold(word))) ? word.length : 0));
};

/** A text with what has been typed of its words marked. @param {string} text @param {string} typed */
export const markedBeginnings = (text, typed) => {
  const wanted = wordsOf(typed);
  return inParts(text, (word) => {
    const lengths = wanted.filter((one) => fold(word).startsWith(one)).map((one) => one.length);
    return Math.max(0, ...lengths);
  });
};
