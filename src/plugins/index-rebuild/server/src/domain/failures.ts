/**
 * Failures that a run keeps; docs/reliability.md names the number. More than this usually have one cause
 * between them, and a row of the history must stay small.
 */
export const MAX_LISTED_FAILURES = 1_000;

export const listedFailures = <T>(failures: readonly T[]): T[] => failures.slice(0, MAX_LISTED_FAILURES);

/** Records that failed but are not on the list, which a run has only once it has ended. */
export const omittedFailures = (listed: number, failed: number): number =>
  listed < MAX_LISTED_FAILURES ? 0 : Math.max(0, failed - listed);
