import { LRUCache } from 'lru-cache';

import { analyzerFor, fold, writtenWordsOf } from '../../../domain/analyzer';
import { areOfOneFamily, mostTelling, nearEnough, type Use } from '../../../domain/related-words';
import { slipsIn } from '../../../domain/spelling';
import { editDistance } from '../../../lib/edit-distance';
import type { RelatedRequest, RelatedWord, Within } from '../../../ports/searcher';
import { assertInTime } from '../searcher/turns';
import { saysSomething } from '../searcher/words';

type Embedder = {
  embed(texts: readonly string[]): Promise<Float32Array>;
  readsWord(word: string): boolean;
};

/** A word's vector, and where to look for records near to it. */
export type NearQuery = {
  word: string;
  vector: Float32Array;
  within: readonly Within[];
  languages: readonly string[];
  deadline: number | undefined;
};

/** The words of some records, how many these are, and how many there are in all. */
export type NearWords = { uses: readonly Use[]; asked: number; total: number };

/** What is known of the words of a generation's records, wherever those are. */
export type RelatedSource = {
  languagesWithin(within: readonly Within[]): readonly string[];
  /** A text with its misspelt words corrected; null when it has none. */
  correct(text: string, languages: readonly string[]): string | null;
  /** Whether any record in these languages has a word. */
  isUsed(word: string, languages: readonly string[]): boolean;
  /** The words in these languages of the records that are nearest to a word in meaning. */
  wordsNear(query: NearQuery): Promise<NearWords>;
};

export type RelatedParts = {
  source: RelatedSource;
  embedder: Embedder;
  /** Lets searches go first. */
  giveWay(): Promise<void>;
};

/** Unknown words of a query that are looked at. */
const MAX_WORDS = 3;
/** Records near a word in meaning whose words are looked at: of a small site a part, so that they tell it from others. */
const RECORDS = { most: 50, oneIn: 8 };

/** How many records to look at of so many. */
export const recordsNear = (total: number): number =>
  Math.min(RECORDS.most, Math.ceil(total / RECORDS.oneIn));

/** Words of those records that are compared with it. */
const MAX_COMPARED = 96;
/** A search waits for one batch of words at most. */
const BATCH = 4;
/** Vectors of words that are kept. */
const KEPT = 5_000;

const dot = (a: Float32Array, b: Float32Array): number => {
  let sum = 0;
  for (let at = 0; at < a.length; at += 1) sum += a[at] * b[at];
  return sum;
};

/** Vectors of single words, made while no search needs the embedder. */
const createWordVectors = ({ embedder, giveWay }: Pick<RelatedParts, 'embedder' | 'giveWay'>) => {
  const kept = new LRUCache<string, Float32Array>({ max: KEPT });
  return async (words: readonly string[], deadline: number | undefined): Promise<Float32Array[]> => {
    const missing = words.filter((word) => !kept.has(word));
    const found = new Map(words.map((word) => [word, kept.get(word)]));
    for (let at = 0; at < missing.length; at += BATCH) {
      await giveWay();
      assertInTime(deadline);
      const some = missing.slice(at, at + BATCH);
      const rows = await embedder.embed(some);
      const width = rows.length / some.length;
      some.forEach((word, place) => {
        const vector = rows.slice(place * width, (place + 1) * width);
        kept.set(word, vector);
        found.set(word, vector);
      });
    }
    return words.map((word) => found.get(word) as Float32Array);
  };
};

/** A word that is spelt nearly alike is a slip, which search corrects by itself, or one of the same family. */
const isSpeltAlike = (word: string, other: string): boolean => {
  const [left, right] = [fold(word), fold(other)];
  const most = Math.max(1, slipsIn(left));
  return editDistance(left, right, most) <= most || areOfOneFamily(left, right);
};

/** Finds words of the records that may mean what unknown words of a query mean. */
export const createRelatedWords = (parts: RelatedParts) => {
  const { source, embedder } = parts;
  const vectorsFor = createWordVectors(parts);

  /** Words that mean something to the model and stand in no record. */
  const unknownIn = (text: string, languages: readonly string[]): string[] => {
    const corrected = source.correct(text, languages) ?? text;
    const means = (word: string): boolean =>
      saysSomething(word) &&
      embedder.readsWord(word) &&
      languages.some((language) => analyzerFor(language).stemsOf(word).length > 0);
    const words = [...new Set(writtenWordsOf(corrected).map((word) => word.toLowerCase()))];
    return words.filter((word) => means(word) && !source.isUsed(word, languages)).slice(0, MAX_WORDS);
  };

  return async ({ text, within, deadline }: RelatedRequest): Promise<RelatedWord[]> => {
    const languages = source.languagesWithin(within);
    const found: RelatedWord[] = [];
    for (const word of unknownIn(text, languages)) {
      const [vector] = await vectorsFor([word], deadline);
      const near = { word, vector, within, languages, deadline };
      const { uses, asked, total } = await source.wordsNear(near);
      const telling = mostTelling(uses, { asked, total, most: MAX_COMPARED });
      const others = telling.filter((other) => !isSpeltAlike(word, other));
      const vectors = await vectorsFor(others, deadline);
      const compared = others.map((related, at) => ({ related, nearness: dot(vector, vectors[at]) }));
      found.push(...nearEnough(compared).map((one) => ({ word, ...one })));
    }
    return found.sort((a, b) => b.nearness - a.nearness);
  };
};

export type RelatedWords = ReturnType<typeof createRelatedWords>;
