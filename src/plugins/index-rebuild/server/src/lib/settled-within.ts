import { setTimeout as sleep } from 'node:timers/promises';

/** Waits for a promise for at most `limitMs`. @returns Whether it was settled in time. */
export const settledWithin = async (promise: Promise<unknown>, limitMs: number): Promise<boolean> => {
  const over = new AbortController();
  const settled = promise.then(
    () => true,
    () => true
  );
  const limit = sleep(limitMs, false, { signal: over.signal }).catch(() => false);
  try {
    return await Promise.race([settled, limit]);
  } finally {
    over.abort();
  }
};
