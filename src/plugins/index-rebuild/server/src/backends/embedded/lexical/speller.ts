import { fold } from '../../../domain/analyzer';
import { areVariants, differInEnding, slipsIn } from '../../../domain/spelling';
import { editDistance } from '../../../lib/edit-distance';

/** A word as it is written, and how many records have its stem. */
export type Spelling = { word: string; records: number };

/** A spelling that is near to a misspelt word. */
export type Near = Spelling & {
  distance: number;
  isSameFirst: boolean;
  /** How many letters longer or shorter it is. */
  added: number;
};

/** In fewer records a word may be misspelt itself, unless it is known from elsewhere. */
const MIN_RECORDS = 2;

/**
 * Nearer ones first, then those with the same first letter, then the more frequent, then those of the same
 * length. The last decides ties.
 */
export const compareNear = (left: Near, right: Near): number =>
  left.distance - right.distance ||
  Number(right.isSameFirst) - Number(left.isSameFirst) ||
  right.records - left.records ||
  left.added - right.added ||
  (left.word < right.word ? -1 : 1);

/** Which letters a word has, as bits. */
const lettersOf = (word: string): number => {
  let letters = 0;
  for (let at = 0; at < word.length; at += 1) letters |= 1 << (word.charCodeAt(at) & 31);
  return letters;
};

/** How many bits of a 32-bit number are set (Warren, Hacker's Delight, 5-1). */
const bitsIn = (number: number): number => {
  const pairs = number - ((number >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
};

/** Whether two slips are likelier than another word: nobody errs twice in an ending, or once in the first letter. */
const isLikely = (wanted: string, other: string): boolean =>
  wanted[0] === other[0] && !differInEnding(wanted, other);

/** Words in the order of their lengths, in columns, since a search looks at thousands. */
const sorted = (spellings: readonly Spelling[]) => {
  const words = spellings
    .map((spelling) => ({ ...spelling, folded: fold(spelling.word) }))
    .sort((left, right) => left.folded.length - right.folded.length);
  /** Where words of each length begin. */
  const starts: number[] = [];
  words.forEach(({ folded: { length } }, at) => {
    while (starts.length <= length) starts.push(at);
  });
  return {
    spellings: words.map(({ word, records }) => ({ word, records })),
    folded: words.map(({ folded }) => folded),
    letters: Int32Array.from(words, ({ folded }) => lettersOf(folded)),
    startOf: (length: number): number => starts[length] ?? words.length,
  };
};

/**
 * Finds the words near a misspelt one by looking at all of about its length. One slip changes at most
 * two of the letters that a word has, so nearly all are ruled out by a comparison of bits.
 */
export const createSpeller = (words: readonly Spelling[]) => {
  const { spellings, folded, letters, startOf } = sorted(words);

  const compared = (wanted: string, at: number, max: number): Near | null => {
    const other = folded[at];
    const distance = editDistance(wanted, other, max);
    if (distance > max || (distance > 1 && !isLikely(wanted, other))) return null;
    const added = Math.abs(other.length - wanted.length);
    return { ...spellings[at], distance, isSameFirst: other[0] === wanted[0], added };
  };

  return {
    /**
     * The nearest spelling; null when none is near enough, or when one is the same word.
     *
     * @param isWord Whether a spelling that a single record has is not misspelt itself.
     */
    nearest(word: string, isWord: (spelling: string) => boolean): Near | null {
      const wanted = fold(word);
      const bits = lettersOf(wanted);
      let max = slipsIn(wanted);
      let best: Near | null = null;
      for (let at = startOf(wanted.length - max); at < startOf(wanted.length + max + 1); at += 1) {
        if (bitsIn(letters[at] ^ bits) > 2 * max) continue;
        const near = compared(wanted, at, max);
        if (near === null || (best !== null && compareNear(near, best) > 0)) continue;
        if (areVariants(wanted, folded[at])) return null;
        if (near.records < MIN_RECORDS && !isWord(near.word)) continue;
        max = near.distance;
        best = near;
      }
      return best;
    },
  };
};

export type Speller = ReturnType<typeof createSpeller>;
