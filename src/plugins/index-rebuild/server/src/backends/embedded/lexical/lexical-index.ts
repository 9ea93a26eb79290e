/**
 * A record's display name, and its words by field in the language of its locale. Ids count from 0 without
 * gaps, in the order of adding.
 */
export type LexicalDocument = {
  id: number;
  /** Its content type, whose fields may weigh differently; left out where none do. */
  uid?: string;
  name: string;
  fields: Record<string, string>;
  /** Of the default language when left out. */
  locale?: string | null;
};

/** What the words of a query give: `records` and `scores` are two columns of equal length. */
export type WordScores = {
  /** Records that have words of the query, unordered. */
  records: Int32Array;
  scores: Float32Array;
  /** The score of every record of the index; 0 without a word of the query. */
  byRecord: Float32Array;
  /** The same with the fields weighed; left out where they all weigh the same. */
  weighed?: Float32Array;
  /** Score of a record of mean length that has each word of the query once; 0 when none tells anything. */
  allWords: number;
  /** How many records have each pair of neighbouring words, by `pairKey`. */
  pairs: ReadonlyMap<string, number>;
};

/** The records of one language, and how many words and pairs of words they have on average. */
export type Statistics = { records: number; meanLength: number; meanPairs: number };

/** What an index knows about words: records that are not part of it are scored by the same measure. */
export type WordWeights = {
  /** The number of a stem; null when no record in the language has it. */
  numberOf(language: string, stem: string): number | null;
  /** How many records have a stem. */
  having(stem: number): number;
  /** Null for a language that no record is in. */
  statisticsOf(language: string): Statistics | null;
};

/** A record whose display name fits the query: 1 for the exact name, less for a part of it or a typo. */
export type NameHit = { id: number; match: number };

/** By what each occurrence of a word in a field of a content type counts; 1 for once. */
export type FieldFactor = (uid: string, field: string) => number;

/** A word as it is mostly written, and how many records have it: of those asked about, and of all. */
export type WordUse = { word: string; records: number; all: number };

export interface LexicalBuilder {
  add(documents: readonly LexicalDocument[]): void;
  /** The index as bytes, for a file of its own. */
  serialise(): Uint8Array;
}

export interface LexicalIndex {
  readonly weights: WordWeights;
  /** The language whose rules made a record's stems, as `languageOf` gives it. */
  languageOf(record: number): string;
  /**
   * Scores of the records in these languages. They are comparable within a query.
   *
   * @param size Of `byRecord`; the number of records when left out.
   * @param factorOf Asks for `weighed` as well; an index of an earlier version does not know its fields.
   */
  search(query: string, languages: readonly string[], factorOf?: FieldFactor, size?: number): WordScores;
  /**
   * The query with its misspelt words corrected to words that records in these languages have; null
   * when there is nothing to correct.
   *
   * @param isWord Whether a word that no record has is a word all the same.
   */
  correct(query: string, languages: readonly string[], isWord?: (word: string) => boolean): string | null;
  /**
   * The words in these languages that at least `least` records of the index have, one of these among them;
   * records that are not part of it are left out.
   */
  wordsOf(records: Iterable<number>, languages: readonly string[], least: number): WordUse[];
  /** Records whose display name has every word of the query; its last word may be unfinished. */
  searchName(query: string): NameHit[];
}

/** Search by words: the other half of a hybrid ranking. */
export interface LexicalEngine {
  create(): LexicalBuilder;
  load(bytes: Uint8Array): LexicalIndex;
}
