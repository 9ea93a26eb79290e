import { useEffect } from 'react';

/** A record becomes searchable within a few seconds. */
const ASK_EVERY_MS = 2_000;

/** Asks again and again while a record is about to become searchable. */
export const useWhilePending = (pending: boolean, ask: () => unknown): void => {
  useEffect(() => {
    if (!pending) return undefined;
    const timer = setInterval(ask, ASK_EVERY_MS);
    return () => clearInterval(timer);
  }, [pending, ask]);
};
