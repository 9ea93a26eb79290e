import type { RunFailure } from '../../../shared/contracts';
import type { ShrinkGuard } from '../domain/guards';
import type { FileEntry } from '../domain/manifest';
import type { Passage } from '../domain/passages';
import type { Recipe } from '../domain/recipe';
import type { Clock } from '../ports/clock';
import type { EmbedderPool } from '../ports/embedder';
import type { VectorEngine } from '../ports/engine';
import type { LexicalEngine } from '../ports/lexical';
import type { RecordPages } from '../ports/source';
import type { KnownVectors, Staging } from '../ports/staging';

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
};

/** What the stages of the builder work with: ports, and the totals that they fill. */
export interface BuildContext {
  readonly generation: string;
  readonly run: string;
  readonly recipe: Recipe;
  readonly records: RecordPages;
  readonly embedder: EmbedderPool;
  readonly engine: VectorEngine;
  readonly lexical: LexicalEngine;
  readonly staging: Staging;
  readonly known: KnownVectors;
  readonly clock: Clock;
  readonly limits: BuildLimits;
  readonly totals: BuildTotals;
  files: Record<string, FileEntry>;
}

export const emptyTotals = (): BuildTotals => ({
  total: 0,
  staged: 0,
  embedded: 0,
  reused: 0,
  rows: 0,
  failures: [],
});

/** Records in the new generation. */
export const indexedCount = ({ embedded, reused }: BuildTotals): number => embedded + reused;
