import type { RunFailure } from '../../../shared/contracts';
import { IndexRebuildError } from './errors';
import type { ShrinkGuard } from './guards';
import type { TextRules } from './indexable';

/** Limits of a build. */
export type BuildLimits = TextRules & {
  shrink: ShrinkGuard;
  /** Share of records that may be left out, 0 to 1. */
  maxFailedShare: number;
};

export type BuildTotals = {
  /** Published records that the snapshot found. */
  total: number;
  /** Records with text that the snapshot kept. */
  staged: number;
  embedded: number;
  reused: number;
  /** Vectors written: one per record and one per passage. */
  rows: number;
  failures: RunFailure[];
  /** Records that were tagged, and those that keep their earlier tags because the tagger failed. */
  tagged: number;
  untagged: number;
  /** Why the tagger last failed; null when it never did. */
  taggingError: string | null;
};

/** What a build produced; `bytes` is its size, 0 for a build that was not sealed. */
export type BuildResult = { totals: BuildTotals; bytes: number };

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

/** An error that ended a build, with the counts up to then. */
export class BuildError extends IndexRebuildError {
  readonly totals: BuildTotals;

  constructor(error: IndexRebuildError, totals: BuildTotals) {
    super(error.code, error.message, error.details);
    this.totals = totals;
  }
}
