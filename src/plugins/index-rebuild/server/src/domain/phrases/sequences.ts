import { wordsOf } from '../analyzer';

const TOKEN = /[\p{L}\p{M}\p{N}’']+[+#]*/gu;
/** Between the words of a phrase; anything else, such as a comma or the end of a sentence, ends it. */
const JOINTS = [' ', '-'];

/** In a sequence: no phrase goes across. */
export const BREAK = -1;

/** The words of one record in order: twice the number of a spelling, one more after a hyphen, or BREAK. */
export type Sequence = Int32Array;

/** Distinct spellings, numbered, and for each the number of the word that it is a spelling of. */
export type Vocabulary = { spellings: string[]; wordOf: number[]; words: Map<string, number> };

const wordNumber = ({ words }: Vocabulary, spelling: string): number => {
  const [word, ...others] = wordsOf(spelling);
  if (word === undefined || others.length > 0) return BREAK;
  const number = words.get(word) ?? words.size;
  words.set(word, number);
  return number;
};

/** Numbers spellings. Texts repeat their words, so few are analysed. */
const createNumbers = (vocabulary: Vocabulary): ((spelling: string) => number) => {
  const { spellings, wordOf } = vocabulary;
  const numbers = new Map<string, number>();
  return (spelling) => {
    const known = numbers.get(spelling);
    if (known !== undefined) return known;
    const number = spellings.length;
    numbers.set(spelling, number);
    spellings.push(spelling);
    wordOf.push(wordNumber(vocabulary, spelling));
    return number;
  };
};

/** The words of each record's texts. */
export const readSequences = (
  records: readonly (readonly string[])[]
): { sequences: Sequence[]; vocabulary: Vocabulary } => {
  const vocabulary: Vocabulary = { spellings: [], wordOf: [], words: new Map() };
  const numberOf = createNumbers(vocabulary);
  const sequences = records.map((texts) => {
    const sequence: number[] = [];
    for (const text of texts) {
      let end = BREAK;
      for (const { 0: spelling, index } of text.matchAll(TOKEN)) {
        const joint = end === index - 1 ? JOINTS.indexOf(text[end]) : BREAK;
        if (joint === BREAK) sequence.push(BREAK);
        const number = numberOf(spelling);
        sequence.push(vocabulary.wordOf[number] === BREAK ? BREAK : 2 * number + Math.max(0, joint));
        end = index + spelling.length;
      }
      sequence.push(BREAK);
    }
    return Int32Array.from(sequence);
  });
  return { sequences, vocabulary };
};

/** The number of the word at a place that is no break. */
export const wordAt = ({ wordOf }: Vocabulary, sequence: Sequence, at: number): number =>
  wordOf[sequence[at] >> 1];

/** How the `length` words that end at `at` are written. */
export const spellingAt = (
  { spellings }: Vocabulary,
  sequence: Sequence,
  at: number,
  length: number
): string => {
  let text = '';
  for (let place = at - length + 1; place <= at; place += 1) {
    const joint = text === '' ? '' : JOINTS[sequence[place] & 1];
    text += joint + spellings[sequence[place] >> 1];
  }
  return text;
};
