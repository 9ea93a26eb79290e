import type { DriftCause, DriftKind, DriftLevel } from '../../../shared/contracts';
import type { Fingerprints } from './indexable';
import { canonicalJson, sourceHash, sourceOf, type IndexSpec, type SourceSpec } from './index-spec';

/** What the live generation's manifest says of a record; manifests of earlier versions lack the text's hash. */
export type LiveEntry = { fingerprint: string; textHash: string | null };

/** What its source holds of a record now; `unconfigured` when its content type is no longer a source. */
export type Present =
  | ({ state: 'indexable' } & Fingerprints)
  | { state: 'unindexable' }
  | { state: 'unpublished' }
  | { state: 'deleted' }
  | { state: 'unconfigured' };

export type Difference = { kind: DriftKind; cause: DriftCause };

/**
 * What is kept of a published record that a rebuild would leave out and the live generation does not hold.
 * It is no difference, but lists of records show it.
 */
export const UNINDEXED = { kind: 'unindexed', cause: 'unindexable' } as const;

/** Why the records of a source are outdated as a whole; null when they are not. */
export type SourceCause = 'spec' | 'model' | null;

/** How the live index spec differs for one source: in how text is made, or only in the model. */
export const sourceCause = (live: IndexSpec, now: IndexSpec, source: SourceSpec): SourceCause => {
  const before = sourceOf(live, source.uid);
  if (!before || canonicalJson(before) !== canonicalJson(source)) return 'spec';
  return sourceHash(before, live) === sourceHash(source, now) ? null : 'model';
};

/**
 * What a rebuild now would change about one record; null when nothing. A record that cannot be
 * indexed is not missing from the index: a rebuild would not bring it in.
 *
 * @param cause What `sourceCause` returns for the record's source.
 */
export const differenceOf = (
  live: LiveEntry | undefined,
  present: Present,
  cause: SourceCause
): Difference | null => {
  if (present.state === 'unconfigured') return live ? { kind: 'removed', cause: 'spec' } : null;
  if (present.state !== 'indexable') return live ? { kind: 'removed', cause: present.state } : null;
  if (!live) return { kind: 'added', cause: 'published' };
  if (live.fingerprint === present.fingerprint) return null;
  if (cause) return { kind: 'changed', cause };
  return { kind: 'changed', cause: live.textHash === present.textHash ? 'filterable' : 'text' };
};

export type DriftCounts = {
  added: number;
  changed: number;
  removed: number;
  /** When the oldest difference was noticed; null when there is none. */
  since: Date | null;
};

export const totalOf = ({ added, changed, removed }: DriftCounts): number => added + changed + removed;

/** Differences per record of the live generation. */
export const shareOf = (counts: DriftCounts, liveRecords: number): number =>
  totalOf(counts) / Math.max(1, liveRecords);

/** When drift becomes a warning: at this share of the records (1 is all), or after this many days. */
export type WarningThresholds = { share: number; days: number };

const DAY_MS = 86_400_000;

export const levelOf = (
  counts: DriftCounts,
  liveRecords: number,
  { share, days }: WarningThresholds,
  now: Date
): DriftLevel => {
  if (totalOf(counts) === 0) return 'none';
  const age = counts.since ? now.getTime() - counts.since.getTime() : 0;
  return shareOf(counts, liveRecords) >= share || age >= days * DAY_MS ? 'warning' : 'notice';
};
