import type { DriftCause, DriftKind, DriftLevel, Pagination } from '../../../shared/contracts';
import type { OpenChanges } from '../domain/automatic-rebuild';
import type { Difference, DriftCounts, UNINDEXED } from '../domain/drift';
import type { DocumentRef, RecordRef } from '../domain/record';

/** A record that differs from the live generation. */
export type DriftRow = Difference &
  RecordRef & {
    /** `recordKey` */
    key: string;
    name: string | null;
    /** Fingerprint of the published record; empty when it is not published. */
    fingerprint: string;
    /** When the record was first seen to differ, and when its present state was first seen. */
    since: Date;
    seenAt: Date;
  };

/** What is kept of a record: how it differs, or that it cannot be indexed. */
export type KeptRow = Omit<DriftRow, 'kind' | 'cause'> & (Difference | typeof UNINDEXED);

export type DriftState = {
  /** What the rows compare with; null before the first comparison. */
  generation: string | null;
  /** Records in it. */
  records: number;
  checkedAt: Date | null;
  /** Grows with every change of the rows, so that a replica knows when to count again. */
  revision: number;
  level: DriftLevel;
};

/** Drift in the database, written by every process of the cluster. */
export interface DriftStore {
  /** Creates the row of the state once. */
  ensureState(): Promise<void>;
  state(): Promise<DriftState>;
  /** Every row of a difference, a page at a time. */
  pages(): AsyncIterable<DriftRow[]>;
  /** Every row, a page at a time. */
  keptPages(): AsyncIterable<KeptRow[]>;
  rowsOf(documents: readonly DocumentRef[]): Promise<KeptRow[]>;
  /** Writes and removes rows. May be called again. */
  apply(changed: readonly KeptRow[], gone: readonly string[]): Promise<void>;
  /** Records that all records were compared with this generation. */
  compared(generation: string, records: number, at: Date): Promise<void>;
  counts(): Promise<DriftCounts>;
  /** How many records were added or changed, by content type and cause. */
  countsByCause(): Promise<{ uid: string; cause: DriftCause; count: number }[]>;
  /** The oldest rows of these causes and content types, in an order that is the same for every process. */
  oldest(causes: readonly DriftCause[], uids: readonly string[], max: number): Promise<DriftRow[]>;
  list(
    page: number,
    pageSize: number,
    kind?: DriftKind
  ): Promise<{ items: DriftRow[]; pagination: Pagination }>;
  /** Differences whose present state was first seen after `time`. */
  openSince(time: Date): Promise<OpenChanges>;
  /** @returns Whether it was this process that changed the level. */
  moveLevel(from: DriftLevel, to: DriftLevel): Promise<boolean>;
}
