import type { RunStatus } from '../../../../shared/contracts';
import { BuildError, type BuildTotals } from '../../domain/build';
import { toIndexRebuildError, type ErrorCode, type IndexRebuildError } from '../../domain/errors';
import { storageError } from '../../domain/storage-errors';
import type { Traffic } from '../../domain/traffic';
import type { RunState } from '../../pipeline/run-context';
import type { RunPatch } from '../../ports/run-store';

const STATUS_OF: Partial<Record<ErrorCode, RunStatus>> = {
  RUN_CANCELLED: 'cancelled',
  RUN_INTERRUPTED: 'interrupted',
};

/** Queries since `before` that this process has answered and failed to answer. */
export const trafficSince = (before: Traffic, now: Traffic): RunPatch => ({
  searchQueries: now.queries - before.queries,
  searchFailed: now.failed - before.failed,
});

const countsOf = ({ failures, total, embedded, reused, tagged }: BuildTotals): RunPatch => ({
  ...{ total, embedded, reused, tagged },
  failed: failures.length,
  failures,
});

/** What a run reports about its records, as far as it got. */
export const countsSoFar = ({ built, records, golden }: RunState): RunPatch => ({
  ...(golden && { golden }),
  ...(built ? countsOf(built.totals) : records !== null && { total: records }),
});

export type Failure = { status: RunStatus; error: IndexRebuildError; patch: RunPatch };

/** How a run ends because of what was thrown. @param reason Why it was aborted; undefined when it was not. */
export const failureOf = (thrown: unknown, reason: unknown): Failure => {
  const error = toIndexRebuildError(reason ?? storageError(thrown) ?? thrown);
  const status = STATUS_OF[error.code] ?? 'failed';
  const counts = thrown instanceof BuildError ? countsOf(thrown.totals) : {};
  return { status, error, patch: { ...counts, ...(status !== 'cancelled' && { error: error.toPlain() }) } };
};
