import { searchOverloaded } from '../../../domain/errors';
import { monotonicMs } from '../../../lib/monotonic';

/** @throws SEARCH_OVERLOADED when the deadline has passed. */
export const assertInTime = (deadline: number | undefined): void => {
  if (deadline !== undefined && monotonicMs() > deadline) throw searchOverloaded();
};

/** Waits for its turn. @throws SEARCH_OVERLOADED when that comes after the deadline. */
export type Turn = (deadline: number | undefined) => Promise<void>;

/**
 * Shares the event loop: one piece of synchronous work at a time, first come, first served, with a
 * look at the parent's messages in between. However many queries arrive together, pings are
 * answered after one piece of one query, and a late query is dropped.
 */
export const createTurns = (): Turn => {
  const waiting: (() => void)[] = [];

  const next = (): void => {
    waiting.shift()?.();
    // One per turn of the event loop: what is scheduled here runs in the next turn.
    if (waiting.length > 0) setImmediate(next);
  };

  return async (deadline) => {
    await new Promise<void>((resolve) => {
      waiting.push(resolve);
      if (waiting.length === 1) setImmediate(next);
    });
    assertInTime(deadline);
  };
};
