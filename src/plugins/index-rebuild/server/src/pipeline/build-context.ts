import type { RunFailure } from '../../../shared/contracts';
import type { ShrinkGuard } from '../domain/guards';
import type { FileEntry } from '../domain/manifest';
import type { Passage } from '../domain/passages';
import type { IndexSpec } from '../domain/index-spec';
import type { Tagged } from '../domain/tags';
import type { Clock } from '../ports/clock';
import type { EmbedderPool } from '../ports/embedder';
import type { VectorEngine } from '../ports/engine';
import type { LexicalEngine } from '../ports/lexical';
import type { RecordPages } from '../ports/source';
import type { VectorCache, Staging } from '../ports/staging';
import type { Tagger } from '../ports/tagger';
import type { BuildWriter } from './build-writer';

/** A record on its way through the pipeline, one line of a staging file. */
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
  /** Values by field, for the lexical index. */
  fields: Record<string, string>;
  /** Its last automatic tags; null when it has none yet. */
  tagged: Tagged | null;
};

/** What the tag stage works with. */
export type Tagging = {
  readonly tagger: Tagger;
  /** Hash of the taxonomy, the tagger and how many tags a record gets. */
  readonly hash: string;
  /** What the taxonomy's tags are called, by their ids: names and synonyms. */
  readonly words: ReadonlyMap<string, string>;
  /** The field that the tags are kept in, and their words in the lexical index. */
  readonly field: string;
  /** Tags per record, at most. */
  readonly maxTags: number;
  /** Windows of records that the tagger could not tag, since it last could. */
  failedInARow: number;
};

/** What a build may not exceed or fall short of. */
export type BuildLimits = {
  shrink: ShrinkGuard;
  /** Share of records that may be left out, 0 to 1. */
  maxFailedShare: number;
  /** Characters of a record's text. */
  maxTextLength: number;
};

export type BuildTotals = {
  /** Published records that the snapshot found. */
  total: number;
  /** Records with text that the snapshot kept. */
  staged: number;
  embedded: number;
  reused: number;
  /** Vectors written: one a record and one a passage. */
  rows: number;
  failures: RunFailure[];
  /** Records that were tagged, and those that keep what they had because the tagger failed. */
  tagged: number;
  untagged: number;
  /** Why the tagger failed last; null when it did not. */
  taggingError: string | null;
};

/** An index that is written: by which engine, and how far it looks when that is not exact. */
export type BuiltIndex = { engine: VectorEngine; effort: number | null };

/** What the stages of the builder work with: ports, and the totals that they fill. */
export interface BuildContext {
  readonly generation: string;
  readonly run: string;
  readonly spec: IndexSpec;
  readonly records: RecordPages;
  readonly embedder: EmbedderPool;
  /** The engine for so many rows. */
  readonly engineFor: (rows: number) => VectorEngine;
  /** An exact one, where an approximate one finds too little. */
  readonly exactEngine: VectorEngine;
  readonly lexical: LexicalEngine;
  readonly staging: Staging;
  readonly known: VectorCache;
  readonly clock: Clock;
  readonly limits: BuildLimits;
  readonly totals: BuildTotals;
  /** Takes the records with their vectors; one for all stages. */
  readonly writer: BuildWriter;
  /** Null where tagging is not configured, or there is no tag to give. */
  readonly tagging: Tagging | null;
  /** Automatic tags by record key. */
  readonly tags: Map<string, Tagged>;
  /** Keys of the records that need no embedding any more: written, or failed. */
  readonly settled: Set<string>;
  files: Record<string, FileEntry>;
  /** What the index was built with, once it is. */
  built: BuiltIndex | null;
}

export const emptyTotals = (): BuildTotals => ({
  total: 0,
  staged: 0,
  embedded: 0,
  reused: 0,
  rows: 0,
  failures: [],
  tagged: 0,
  untagged: 0,
  taggingError: null,
});

/** Records in the new generation. */
export const indexedCount = ({ embedded, reused }: BuildTotals): number => embedded + reused;
