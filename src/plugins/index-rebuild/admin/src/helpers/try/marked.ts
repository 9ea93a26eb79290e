/** A piece of a text, and whether it is a word of the query. */
export type Piece = { text: string; isMarked: boolean };

const WORDS = /[\p{L}\p{N}]+/gu;

/** Words whose beginnings are the same for so much of the longer one differ in their endings only. */
const SAME_SHARE = 0.7;
const MIN_SAME = 3;

const sameBeginning = (one: string, other: string): number => {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  return at;
};

const isLike = (one: string, other: string): boolean =>
  one === other ||
  sameBeginning(one, other) >= Math.max(MIN_SAME, SAME_SHARE * Math.max(one.length, other.length));

/** A text in pieces, with the words marked that are words of the query, in whatever form. */
export const markedPieces = (text: string, query: string): Piece[] => {
  const wanted = query.toLocaleLowerCase().match(WORDS) ?? [];
  const pieces: Piece[] = [];
  let last = 0;
  for (const { 0: word, index } of text.matchAll(WORDS)) {
    if (!wanted.some((one) => isLike(one, word.toLocaleLowerCase()))) continue;
    pieces.push({ text: text.slice(last, index), isMarked: false }, { text: word, isMarked: true });
    last = index + word.length;
  }
  return [...pieces, { text: text.slice(last), isMarked: false }].filter((piece) => piece.text !== '');
};
