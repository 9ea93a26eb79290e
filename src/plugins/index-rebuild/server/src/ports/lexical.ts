/** Words of a record by field. */
export type LexicalDocument = { id: number; fields: Record<string, string> };

export type LexicalHit = { id: number; score: number };

/** A record whose display name has all words of the query; `exact` when none has a slip. */
export type NameHit = { id: number; exact: boolean };

export interface LexicalBuilder {
  add(documents: readonly LexicalDocument[]): void;
  /** The index as text, for a file of its own. */
  serialise(): string;
}

export interface LexicalIndex {
  /** Records that have words of the query, in no order. Scores are comparable within a query. */
  search(query: string): LexicalHit[];
  /** Records whose display name has every word of the query, one slip in a longer word allowed. */
  searchName(query: string): NameHit[];
}

/** Search by words: the other half of a hybrid ranking. */
export interface LexicalEngine {
  /** @param name The field that holds a record's display name. */
  create(name: string): LexicalBuilder;
  load(text: string): LexicalIndex;
}
