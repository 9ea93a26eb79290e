/** A tag of the taxonomy. */
export type TagDefinition = { id: string; name: string; description: string | null; synonyms: string[] };
/** What a tagger is given of a record. */
export type TaggableRecord = {
  text: string;
  passages: readonly string[];
  /** Row-major unit vectors: the whole, then each passage; null when the tagger does not need them. */
  vectors: Float32Array | null;
};
export type TagScore = { tag: string; score: number };
/** Gives records the tags that fit them. */
export interface Tagger {
  /** Part of what decides whether a record has to be tagged again. */
  readonly id: string;
  /** Whether `vectors` have to be given. */
  readonly needsVectors: boolean;
  /** @returns The tags of each record, best first. @throws TAGGING_FAILED */
  tag(records: readonly TaggableRecord[]): Promise<TagScore[][]>;
}
