import type { BuildLimits, BuildTotals } from '../domain/build';
import type { IndexSpec } from '../domain/index-spec';
import type { Passage } from '../domain/passages';
import type { Tagged } from '../domain/tags';
import type { Clock } from '../ports/clock';
import type { EmbedderPool } from '../ports/embedder';
import type { GenerationWriter, VectorCache } from '../ports/generation-writer';
import type { RecordPages } from '../ports/source';
import type { Tagger } from '../ports/tagger';
import type { Workspace } from '../ports/workspace';

/** Files of a run's workspace. */
export const WORK_FILES = {
  /** The published records as they were found: one `StagedRecord` a line. */
  snapshot: 'snapshot.jsonl',
  /** Their automatic tags, until they are in the database: one `TagLine` a line. */
  tags: 'tags.jsonl',
} as const;

/** A record on its way through the pipeline, one line of the snapshot. */
export type StagedRecord = {
  documentId: string;
  locale: string | null;
  /** For messages about it. */
  name: string | null;
  fingerprint: string;
  textHash: string;
  /** The whole record as text. */
  text: string;
  passages: Passage[];
  /** Values by field, for search by words. */
  fields: Record<string, string>;
  /** Its last automatic tags; null when it has none yet. */
  tagged: Tagged | null;
};

/** What records are tagged with. */
export type Tagging = {
  tagger: Tagger;
  /** Hash of the taxonomy, the tagger and the number of tags per record. */
  hash: string;
  /** What the tags are called, by id: names and synonyms. */
  words: ReadonlyMap<string, string>;
  /** The field that the tags are kept in, and that their words are indexed under. */
  field: string;
  /** Tags per record, at most. */
  maxTags: number;
};

/** What a build is asked for. */
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
  /** Null where tagging is not configured, or there is no tag to give. */
  readonly tagging: Tagging | null;
  readonly clock: Clock;
};

/** What the stages learn, one from the other. */
export type BuildState = {
  readonly totals: BuildTotals;
  /** Automatic tags by record key. */
  readonly tags: Map<string, Tagged>;
  /** Keys of the records that need no embedding any more: written, or failed. */
  readonly settled: Set<string>;
  /** Size of the sealed generation. */
  bytes: number;
};

export type BuildContext = {
  readonly input: BuildInput;
  readonly ports: BuildPorts;
  readonly state: BuildState;
};
