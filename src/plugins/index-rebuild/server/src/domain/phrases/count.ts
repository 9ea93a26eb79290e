import { BREAK, wordAt, type Sequence, type Vocabulary } from './sequences';

/** Words of the longest phrase. */
const MAX_WORDS = 3;

/** The phrases of one length. */
export type Counted = {
  /** Words in each. */
  length: number;
  /** Records with each, by number; also of those that turned out not to be frequent. */
  counts: number[];
  /** For each record, the number of the frequent phrase that ends at each place; BREAK without one. */
  numbers: Int32Array[];
};

/** Numbers keys, and counts each once per record. */
const createCounter = () => {
  const numbers = new Map<number, number>();
  const counts: number[] = [];
  const latest: number[] = [];
  const add = (key: number, record: number): number => {
    const number = numbers.get(key) ?? counts.length;
    if (number === counts.length) {
      numbers.set(key, number);
      counts.push(0);
      latest.push(BREAK);
    }
    if (latest[number] !== record) counts[number] += 1;
    latest[number] = record;
    return number;
  };
  return { counts, add };
};

const countLength = (
  sequences: readonly Sequence[],
  vocabulary: Vocabulary,
  before: Counted | null,
  least: number
): Counted => {
  const { counts, add } = createCounter();
  const words = vocabulary.words.size;
  const numbers = sequences.map((sequence, record) => {
    const found = new Int32Array(sequence.length).fill(BREAK);
    const shorter = before?.numbers[record];
    for (let at = 0; at < sequence.length; at += 1) {
      if (sequence[at] === BREAK) continue;
      const word = wordAt(vocabulary, sequence, at);
      if (!shorter) found[at] = add(word, record);
      else if (at > 0 && shorter[at - 1] !== BREAK && shorter[at] !== BREAK)
        found[at] = add(shorter[at - 1] * words + word, record);
    }
    return found;
  });
  for (const found of numbers) {
    for (let at = 0; at < found.length; at += 1) if (counts[found[at]] < least) found[at] = BREAK;
  }
  return { length: (before?.length ?? 0) + 1, counts, numbers };
};

/**
 * Counts phrases of one word, of two and so on; the longer ones only where their parts are frequent,
 * which leaves few to keep (Agrawal and Srikant, "Fast Algorithms for Mining Association Rules", VLDB 1994).
 *
 * @param least Records that a frequent phrase has.
 * @returns One entry per length.
 */
export const countPhrases = (
  sequences: readonly Sequence[],
  vocabulary: Vocabulary,
  least: number
): Counted[] => {
  const all: Counted[] = [];
  for (let length = 1; length <= MAX_WORDS; length += 1)
    all.push(countLength(sequences, vocabulary, all.at(-1) ?? null, least));
  return all;
};

/** Visits the frequent phrases of one length in the order of the records. */
export const eachPhrase = (
  { numbers }: Counted,
  visit: (number: number, record: number, at: number) => void
): void =>
  numbers.forEach((found, record) => {
    for (let at = 0; at < found.length; at += 1) if (found[at] !== BREAK) visit(found[at], record, at);
  });
