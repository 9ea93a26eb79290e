/** Words of a sorted list, from `from` to before `to`. */
export type Range = { from: number; to: number };

/** Sorts after every letter that can follow. */
const LAST = '\uffff';

/** The first place whose word is not before this one. */
const placeOf = (words: readonly string[], word: string): number => {
  let low = 0;
  let high = words.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (words[middle] < word) low = middle + 1;
    else high = middle;
  }
  return low;
};

const withPrefix = (words: readonly string[], prefix: string): Range => ({
  from: placeOf(words, prefix),
  to: placeOf(words, prefix + LAST),
});

const equalTo = (words: readonly string[], word: string): Range => {
  const from = placeOf(words, word);
  return { from, to: words[from] === word ? from + 1 : from };
};

/** The distinct letters that follow a prefix in the list. */
const lettersAfter = (words: readonly string[], prefix: string): string[] => {
  const letters: string[] = [];
  const { from, to } = withPrefix(words, prefix);
  let at = words[from] === prefix ? from + 1 : from;
  while (at < to) {
    const letter = String.fromCodePoint(words[at].codePointAt(prefix.length) as number);
    letters.push(letter);
    at = placeOf(words, prefix + letter + LAST);
  }
  return letters;
};

/** Everything one slip away: a letter too many, two exchanged, one missing, or a wrong one. */
const slips = (words: readonly string[], word: string): Set<string> => {
  const found = new Set<string>();
  for (let at = 0; at <= word.length; at += 1) {
    const before = word.slice(0, at);
    const { from, to } = withPrefix(words, before);
    if (from === to) break;
    const rest = word.slice(at);
    if (rest !== '') found.add(before + rest.slice(1));
    if (rest.length > 1) found.add(before + rest[1] + rest[0] + rest.slice(2));
    for (const letter of lettersAfter(words, before)) {
      found.add(before + letter + rest);
      if (rest !== '') found.add(before + letter + rest.slice(1));
    }
  }
  found.delete(word);
  return found;
};

/** The words of a sorted list that are this one or, if it is unfinished, begin with it. */
export const wordsLike = (words: readonly string[], word: string, isUnfinished: boolean): Range =>
  isUnfinished ? withPrefix(words, word) : equalTo(words, word);

/**
 * The words one slip away (Damerau-Levenshtein distance 1) from this one, or from a beginning of theirs.
 * The sorted list is walked like a trie, so only letters that occur are tried.
 */
export const wordsNear = (words: readonly string[], word: string, isUnfinished: boolean): Range[] =>
  Array.from(slips(words, word), (slip) => wordsLike(words, slip, isUnfinished)).filter(
    ({ from, to }) => from < to
  );
