import { setImmediate } from 'node:timers/promises';

import { searchOverloaded } from '../../../domain/errors';
import { monotonicMs } from '../../../lib/monotonic';

/** @throws SEARCH_OVERLOADED when the deadline has passed. */
export const assertInTime = (deadline: number | undefined): void => {
  if (deadline !== undefined && monotonicMs() > deadline) throw searchOverloaded();
};

/** Waits for its turn. @throws SEARCH_OVERLOADED when that comes after the deadline. */
export type Turn = (deadline: number | undefined) => Promise<void>;

/** How long queries work before the parent's messages are read. */
const SLICE_MS = 20;

/**
 * Shares the event loop: queries work on their pieces, first come, first served, and after each slice
 * of time the parent's messages are read, so that pings are answered and late queries dropped however
 * many arrive together. A break after every piece would cost a fifth of the throughput.
 */
export const createTurns = (): Turn => {
  let begunAt = -Infinity;
  return async (deadline) => {
    if (monotonicMs() - begunAt >= SLICE_MS) {
      await setImmediate();
      begunAt = monotonicMs();
    }
    assertInTime(deadline);
  };
};
