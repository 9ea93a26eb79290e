/** A record's display name, and its words by field. Ids count from 0 without gaps, in the order of adding. */
export type LexicalDocument = { id: number; name: string; fields: Record<string, string> };

/** What the words of a query give: `records` and `scores` are two columns of equal length. */
export type WordScores = {
  /** Records that have words of the query, unordered. */
  records: Int32Array;
  scores: Float32Array;
  /** The score of every record of the index; 0 without a word of the query. */
  byRecord: Float32Array;
};

/** A record whose display name fits the query: 1 for the exact name, less for a part of it or a typo. */
export type NameHit = { id: number; match: number };

export interface LexicalBuilder {
  add(documents: readonly LexicalDocument[]): void;
  /** The index as bytes, for a file of its own. */
  serialise(): Uint8Array;
}

export interface LexicalIndex {
  /** Scores are comparable within a query. */
  search(query: string): WordScores;
  /** Records whose display name has every word of the query; its last word may be unfinished. */
  searchName(query: string): NameHit[];
}

/** Search by words: the other half of a hybrid ranking. */
export interface LexicalEngine {
  create(): LexicalBuilder;
  load(bytes: Uint8Array): LexicalIndex;
}
