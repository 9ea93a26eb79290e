import { innerProduct } from './vectors';

/** Weight of an occurrence of a tag's name or synonym (docs/tags.md says how it was chosen). */
const WORDS_WEIGHT = 0.15;

/** Mean of two cosines: the tag with the whole record, and with its nearest passage. */
export const nearness = (tag: Float32Array, rows: Float32Array): number => {
  const { length } = tag;
  const whole = innerProduct(tag, rows.subarray(0, length));
  let best = rows.length > length ? -1 : whole;
  for (let at = length; at < rows.length; at += length) {
    best = Math.max(best, innerProduct(tag, rows.subarray(at, at + length)));
  }
  return (whole + best) / 2;
};

/** Whether the text contains the words of the phrase, one after the other. */
export const contains = (text: readonly string[], phrase: readonly string[]): boolean => {
  if (phrase.length === 0) return false;
  for (let at = text.indexOf(phrase[0]); at >= 0; at = text.indexOf(phrase[0], at + 1)) {
    if (phrase.every((word, offset) => text[at + offset] === word)) return true;
  }
  return false;
};

/** How well a tag fits, from its meaning and from its words; at most 1. */
export const tagScore = (near: number, isNamed: boolean): number =>
  Math.min(1, near + (isNamed ? WORDS_WEIGHT : 0));
