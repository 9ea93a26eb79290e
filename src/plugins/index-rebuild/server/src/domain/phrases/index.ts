import { isStopWord } from '../analyzer';
import { countPhrases, eachPhrase, type Counted } from './count';
import { readSequences, spellingAt, wordAt, type Sequence, type Vocabulary } from './sequences';

/** A phrase of one to three words as it is most often written. */
export type Phrase = {
  text: string;
  /** Records that have it. */
  count: number;
  /** Places of some of those records in the list of texts. */
  records: number[];
};

export type PhraseLimits = {
  /** Records that a frequent phrase has. */
  least: number;
  /** Maximum number of phrases; the most frequent are kept. */
  most: number;
  /** Maximum number of places that are kept of each. */
  places: number;
  /** That of the texts, whose stop words are left out at both ends. */
  language: string;
};

const MIN_LETTERS = 3;
/** A phrase that is so often a part of one longer phrase is a fragment of it: "kong" of "Hong Kong". */
const FRAGMENT_SHARE = 0.9;
/** Occurrences that are compared to find how a phrase is written. */
const COMPARED = 30;

/** A phrase while its spelling and its records are gathered. */
type Chosen = { count: number; spellings: Map<string, number>; seen: number; records: number[] };

/** Whether a phrase may begin and end with each word: stop words, numbers and short words say nothing. */
const edgeWords = ({ words }: Vocabulary, language: string): Uint8Array =>
  Uint8Array.from(words.keys(), (word) =>
    word.length >= MIN_LETTERS && !isStopWord(word, language) && !/^\p{N}+$/u.test(word) ? 1 : 0
  );

/** How many records have the most frequent phrase of one word more around each phrase. */
const countsAround = ({ counts, numbers }: Counted, longer: Counted | undefined): Float64Array => {
  const around = new Float64Array(counts.length);
  if (!longer) return around;
  eachPhrase(longer, (number, record, at) => {
    for (const part of [numbers[record][at - 1], numbers[record][at]])
      around[part] = Math.max(around[part], longer.counts[number]);
  });
  return around;
};

/** The frequent phrases of one length that say something, by number. */
const choose = (
  sequences: readonly Sequence[],
  vocabulary: Vocabulary,
  counted: Counted,
  longer: Counted | undefined,
  isEdge: Uint8Array
): Map<number, Chosen> => {
  const { length, counts } = counted;
  const around = countsAround(counted, longer);
  const chosen = new Map<number, Chosen>();
  eachPhrase(counted, (number, record, at) => {
    if (chosen.has(number) || around[number] >= FRAGMENT_SHARE * counts[number]) return;
    const edges = [at - length + 1, at].map((place) => wordAt(vocabulary, sequences[record], place));
    if (edges.some((word) => isEdge[word] === 0)) return;
    chosen.set(number, { count: counts[number], spellings: new Map(), seen: 0, records: [] });
  });
  return chosen;
};

/** Without the least frequent ones, so that at most `most` are left. */
const mostFrequent = (chosen: readonly Map<number, Chosen>[], most: number): Map<number, Chosen>[] => {
  const counts = chosen.flatMap((byNumber) => Array.from(byNumber.values(), ({ count }) => count));
  const tooFew = counts.sort((a, b) => b - a)[most] ?? 0;
  return chosen.map((byNumber) => new Map([...byNumber].filter(([, { count }]) => count > tooFew)));
};

const commonest = (spellings: ReadonlyMap<string, number>): string =>
  [...spellings].reduce((best, one) => (one[1] > best[1] ? one : best))[0];

/**
 * The phrases of one to three words that many records have, the most frequent first. They neither begin
 * nor end in a stop word or a number, and do not go across punctuation.
 *
 * @param records The texts of each record.
 */
export const frequentPhrases = (
  records: readonly (readonly string[])[],
  { least, most, places, language }: PhraseLimits
): Phrase[] => {
  const { sequences, vocabulary } = readSequences(records);
  const all = countPhrases(sequences, vocabulary, least);
  const isEdge = edgeWords(vocabulary, language);
  const chosen = mostFrequent(
    all.map((counted, at) => choose(sequences, vocabulary, counted, all[at + 1], isEdge)),
    most
  );
  all.forEach((counted, which) =>
    eachPhrase(counted, (number, record, at) => {
      const phrase = chosen[which].get(number);
      if (!phrase || phrase.seen >= COMPARED) return;
      phrase.seen += 1;
      const text = spellingAt(vocabulary, sequences[record], at, counted.length);
      phrase.spellings.set(text, (phrase.spellings.get(text) ?? 0) + 1);
      const isNew = phrase.records.at(-1) !== record;
      if (isNew && phrase.records.length < places) phrase.records.push(record);
    })
  );
  return chosen
    .flatMap((byNumber) => [...byNumber.values()])
    .map(({ count, spellings, records: found }) => ({ text: commonest(spellings), count, records: found }))
    .sort((a, b) => b.count - a.count || (a.text < b.text ? -1 : 1));
};
