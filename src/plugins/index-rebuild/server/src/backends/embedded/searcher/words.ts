import type { FieldFactor, LexicalIndex, WordScores } from '../lexical/lexical-index';
import { wordsOf as splitWords } from '../../../domain/analyzer';
import { bestOf } from '../best-of';
import type { Allowed } from './corpus';

/** Lexical scores of the records that share a word with the query, and names that match it. */
export type Words = {
  /** What tells whether a record is about the query, whatever its fields weigh. */
  lexical: WordScores;
  /** What such records are ranked by: the same, with the fields weighed. */
  ranked: WordScores;
  name: ReadonlyMap<number, number>;
};

/** Of a query without words, over so many records. */
export const noWords = (records: number): Words => {
  const none: WordScores = {
    records: new Int32Array(0),
    scores: new Float32Array(0),
    byRecord: new Float32Array(records),
    allWords: 0,
    pairs: new Map(),
  };
  return { lexical: none, ranked: none, name: new Map() };
};

/** A query with more words than this is not a name; one of a single word may be just a word. */
const NAME_WORDS = { min: 2, max: 6 };

export const mayBeName = (text: string): boolean => {
  const words = splitWords(text).length;
  return words >= NAME_WORDS.min && words <= NAME_WORDS.max;
};

const namesIn = (index: LexicalIndex, text: string): Words['name'] => {
  if (!mayBeName(text)) return new Map();
  return new Map(index.searchName(text).map(({ id, match }) => [id, match]));
};

/** Numbers and single letters alone do not say what a query is about. */
const TELLING_WORD = /\p{L}{3}/u;

export const saysSomething = (text: string): boolean => TELLING_WORD.test(text);

/** Whether the model can read at least half of the words that tell something. */
export const isMostlyKnown = (text: string, readsWord: (word: string) => boolean = () => false): boolean => {
  const telling = splitWords(text).filter(saysSomething);
  return telling.length > 0 && telling.filter(readsWord).length * 2 >= telling.length;
};

/** Of each record the better score: what has a word and its synonym is not twice as good. */
const bestScores = (one: WordScores, other: WordScores): WordScores => {
  const higher = (mine: Float32Array, others: Float32Array): Float32Array =>
    mine.map((score, record) => Math.max(score, others[record]));
  const byRecord = higher(one.byRecord, other.byRecord);
  const added = other.records.filter((record) => one.byRecord[record] === 0);
  const records = new Int32Array(one.records.length + added.length);
  records.set(one.records);
  records.set(added, one.records.length);
  const telling = [one.allWords, other.allWords].filter((score) => score > 0);
  return {
    ...{ records, byRecord, pairs: one.pairs },
    scores: Float32Array.from(records, (record) => byRecord[record]),
    allWords: telling.length > 0 ? Math.min(...telling) : 0,
    ...(one.weighed && other.weighed && { weighed: higher(one.weighed, other.weighed) }),
  };
};

/** The scores with the fields weighed, of the same records. */
const weighedScores = (found: WordScores): WordScores => {
  const { records, weighed } = found;
  if (!weighed) return found;
  return { ...found, byRecord: weighed, scores: Float32Array.from(records, (record) => weighed[record]) };
};

/** What a text finds, and each of its variants. @param factorOf Null where all fields weigh the same. */
export const wordsOf = (
  index: LexicalIndex,
  texts: readonly string[],
  languages: readonly string[],
  factorOf: FieldFactor | null = null
): Words => {
  const name = new Map<number, number>();
  for (const text of texts)
    for (const [record, match] of namesIn(index, text))
      name.set(record, Math.max(match, name.get(record) ?? 0));
  const found = texts.map((text) => index.search(text, languages, factorOf ?? undefined));
  const lexical = found.reduce(bestScores);
  return { lexical, ranked: weighedScores(lexical), name };
};

/**
 * The text with its misspelt words corrected; null when it stays as it is. A name is found with its slips
 * and while it is being typed, so a text is left alone that names only records which its correction does not.
 */
export const correctedText = (
  index: LexicalIndex,
  text: string,
  languages: readonly string[],
  isWord?: (word: string) => boolean
): string | null => {
  const corrected = index.correct(text, languages, isWord);
  if (corrected === null) return null;
  const named = [...namesIn(index, text).keys()];
  if (named.length === 0) return corrected;
  const stillNamed = namesIn(index, corrected);
  return named.some((record) => stillNamed.has(record)) ? corrected : null;
};

/** Records with words of the query and their scores: two columns of equal length. */
type Worded = Pick<WordScores, 'records' | 'scores'>;

/** Those of the records that are allowed. */
export const wordedAmong = ({ records, scores }: Worded, allowed: Allowed | null): Worded => {
  if (allowed === null) return { records, scores };
  const kept = { records: new Int32Array(records.length), scores: new Float32Array(records.length) };
  let count = 0;
  for (let at = 0; at < records.length; at += 1) {
    if (allowed.mask[records[at]] === 0) continue;
    kept.records[count] = records[at];
    kept.scores[count] = scores[at];
    count += 1;
  }
  return { records: kept.records.subarray(0, count), scores: kept.scores.subarray(0, count) };
};

/** The allowed records whose name matches. */
export const namedAmong = ({ name }: Words, allowed: Allowed | null): number[] => {
  const records = [...name.keys()];
  return allowed === null ? records : records.filter((record) => allowed.mask[record] === 1);
};

/** The `count` records that score best by words, unordered; ties go to the earlier record. */
export const bestByWords = ({ records, scores }: Worded, count: number): Int32Array =>
  records.length <= count ? records : bestOf(scores, records, count).map((place) => records[place]);
