import type { BuildLimits, BuildTotals } from '../domain/build';
import type { FieldValues } from '../domain/field-value';
import type { IndexSpec } from '../domain/index-spec';
import type { Passage } from '../domain/passages';
import type { RecordRef } from '../domain/record';
import type { Tagged } from '../domain/tags';
import type { Clock } from '../ports/clock';
import type { EmbedderPool } from '../ports/embedder';
import type { GenerationWriter, VectorCache } from '../ports/generation-writer';
import type { RecordPages } from '../ports/source';
import type { Tagger } from '../ports/tagger';
import type { Workspace } from '../ports/workspace';

/** Files of a run's workspace. */
export const WORK_FILES = {
  /** The published records as they were found: one `StagedRecord` per line. */
  snapshot: 'snapshot.jsonl',
  /** Automatic tags that are not yet in the database: one `TagLine` per line. */
  tags: 'tags.jsonl',
} as const;

/** A record on its way through the pipeline, one line of the snapshot. */
export type StagedRecord = RecordRef & {
  /** Display name, for messages. */
  name: string | null;
  fingerprint: string;
  /** The fingerprints that its vectors may be known by from earlier versions. */
  formerFingerprints?: string[];
  textHash: string;
  /** The whole record as text. */
  text: string;
  passages: Passage[];
  /** Values by field, for search by words. */
  fields: Record<string, string>;
  /** Those that can be filtered by, without empty ones. */
  filterable: FieldValues;
  /** The texts of fields that hold lists. */
  tags: string[];
  /** Its last automatic tags; null when it has none yet. */
  tagged: Tagged | null;
};

/** What records are tagged with. */
export type Tagging = {
  tagger: Tagger;
  /** Hash of the taxonomy, the tagger and the number of tags per record. */
  hash: string;
  /** Names and synonyms of the tags, and names alone, by id. */
  words: ReadonlyMap<string, string>;
  names: ReadonlyMap<string, string>;
  /**
   * The field that holds the tags and that their words are indexed under, by content type. Records of
   * other content types are not tagged.
   */
  fields: ReadonlyMap<string, string>;
  /** Maximum number of tags per record. */
  maxTags: number;
};

/** What a build is to do. */
export type BuildInput = {
  readonly run: string;
  readonly spec: IndexSpec;
  readonly limits: BuildLimits;
};

/** What the builder's stages work with. */
export type BuildPorts = {
  readonly records: RecordPages;
  readonly workspace: Workspace;
  readonly embedder: EmbedderPool;
  readonly vectorCache: VectorCache;
  readonly writer: GenerationWriter;
  /** Null when tagging is not configured or the taxonomy is empty. */
  readonly tagging: Tagging | null;
  readonly clock: Clock;
};

/** What earlier stages pass to later ones. */
export type BuildState = {
  readonly totals: BuildTotals;
  /** Automatic tags by record key. */
  readonly tags: Map<string, Tagged>;
  /** Keys of the records that no longer need embedding: written or failed. */
  readonly settled: Set<string>;
  /** Size of the sealed generation. */
  bytes: number;
};

export type BuildContext = {
  readonly input: BuildInput;
  readonly ports: BuildPorts;
  readonly state: BuildState;
};
