import type { RunKind } from '../../../shared/contracts';
import { sourceShrunk, tooManyFailures, type ErrorCode } from './errors';

/** Smallest share of the true neighbours, by exact search, that an index has to find. */
export const MIN_RECALL = 0.98;

/** This many bad records never fail a run: in a small source, one is already a large share. */
const TOLERATED_FAILURES = 1;

export type ShrinkGuard = {
  /** Records of the live generation; null when there is none. */
  liveRecords: number | null;
  /** The new index must have at least this share of them, 0 to 1. */
  minShare: number;
  /** Whether an administrator confirmed for this run that the index may shrink. */
  allowed: boolean;
};

/** @throws SOURCE_SHRUNK when the new index would be much smaller than the live one. */
export const assertNotShrunk = (records: number, { liveRecords, minShare, allowed }: ShrinkGuard): void => {
  if (allowed || liveRecords === null || records >= liveRecords * minShare) return;
  throw sourceShrunk(records, liveRecords, minShare);
};

/** @throws TOO_MANY_FAILURES when more than `maxShare` (0 to 1) of the records could not be indexed. */
export const assertFewFailures = (failed: number, total: number, maxShare: number): void => {
  if (failed <= TOLERATED_FAILURES || failed <= total * maxShare) return;
  throw tooManyFailures(failed, total, maxShare);
};

/** The warning of a completed run that left some records out. */
export const skippedWarning = (
  kind: RunKind,
  failed: number,
  total: number
): { code: string; message: string } => {
  const consequence =
    kind === 'tag' ? 'could not be read and keep their tags' : 'could not be indexed and cannot be found';
  return {
    code: 'RECORDS_SKIPPED' satisfies ErrorCode,
    message: `${failed} of ${total} records ${consequence}. The run's details list them.`,
  };
};
