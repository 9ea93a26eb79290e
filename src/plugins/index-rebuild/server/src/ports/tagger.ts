import type { ProviderEndpoint } from './embedder';

/** A tag of the taxonomy. */
export type TagDefinition = { id: string; name: string; description: string | null; synonyms: string[] };
/** The part of a record that a tagger sees. */
export type TaggableRecord = {
  text: string;
  passages: readonly string[];
  /** Row-major unit vectors: the whole, then each passage; null when the tagger does not need them. */
  vectors: Float32Array | null;
};
export type TagScore = { tag: string; score: number };
/** Finds the tags that fit each record. */
export interface Tagger {
  /** Part of what decides whether a record has to be tagged again. */
  readonly id: string;
  /** Whether records need `vectors`. */
  readonly needsVectors: boolean;
  /** @returns The tags of each record, best first. @throws TAGGING_FAILED */
  tag(records: readonly TaggableRecord[]): Promise<TagScore[][]>;
}

/** A provider's chat model as tagger. */
export type ProviderTagger = ProviderEndpoint & {
  kind: 'openai-compatible';
  /** Maximum number of tags per record. */
  maxTags: number;
  /** How the provider is asked for JSON. */
  answerFormat: 'json_object' | 'json_schema' | 'text';
  /** Null for models that do not let it be set. */
  temperature: number | null;
};

/** Which tagger to open. Sent between processes. */
export type TaggerChoice = { kind: 'local'; threshold: number } | ProviderTagger;

/** How records are tagged. */
export type TagJob = {
  taxonomy: readonly TagDefinition[];
  /** The relation that the tags are written to, by content type; records of others are not tagged. */
  fields: Readonly<Record<string, string>>;
  maxPerRecord: number;
  tagger: TaggerChoice;
};
