import { searchOverloaded } from '../../../domain/errors';
import { monotonicMs } from '../../../lib/monotonic';

/** @throws SEARCH_OVERLOADED when nobody waits any more. */
export const assertInTime = (deadline: number | undefined): void => {
  if (deadline !== undefined && monotonicMs() > deadline) throw searchOverloaded();
};

/** Waits for its turn. @throws SEARCH_OVERLOADED when that comes after the deadline. */
export type Turn = (deadline: number | undefined) => Promise<void>;

/**
 * Deals out the event loop: one piece of synchronous work at a time, in the order of asking, with a
 * look at the messages of the parent between two. However many queries come together, pings are
 * answered after one piece of one query, and a query that has waited too long is dropped.
 */
export const createTurns = (): Turn => {
  const waiting: (() => void)[] = [];

  const next = (): void => {
    waiting.shift()?.();
    // One a round of the event loop: what is set here runs in the next one.
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
