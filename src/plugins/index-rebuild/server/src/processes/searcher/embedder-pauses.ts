import { IndexRebuildError } from '../../domain/errors';

/** Pauses before the embedder is tried again. */
const RETRY_MS = [2_000, 5_000, 15_000, 30_000];
/** A provider that asks for a longer one is asked again after this all the same. */
const LONGEST_PAUSE_MS = 3_600_000;

/**
 * Milliseconds until the embedder is tried again, never fewer than it asks for.
 *
 * @param failures One after the other, this one included.
 */
export const pauseAfter = (error: unknown, failures: number): number => {
  const usual = RETRY_MS[Math.min(failures, RETRY_MS.length) - 1];
  const { retryAfter } = error instanceof IndexRebuildError ? error.details : {};
  const asked = typeof retryAfter === 'number' ? retryAfter * 1_000 : 0;
  return Math.min(Math.max(usual, asked), LONGEST_PAUSE_MS);
};
