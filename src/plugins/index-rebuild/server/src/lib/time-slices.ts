import { setTimeout as sleep } from 'node:timers/promises';

const SLICE_MS = 5;

/** Yields to the event loop once the time slice is used up: call it often during long work. */
export const createSlices = () => {
  let startedAt = performance.now();
  return async (now = false): Promise<void> => {
    if (!now && performance.now() - startedAt < SLICE_MS) return;
    await new Promise((resolve) => setImmediate(resolve));
    startedAt = performance.now();
  };
};

/** Longest rest, after a piece of work that could not be divided. */
const MAX_REST_MS = 100;

/** Rests for as long as was worked since the last rest, so that half of a core stays free: call it often. */
export const createRests = (
  now: () => number = () => performance.now(),
  rest: (ms: number) => Promise<unknown> = sleep
) => {
  let startedAt = now();
  return async (): Promise<void> => {
    const worked = now() - startedAt;
    if (worked < SLICE_MS) return;
    await rest(Math.min(worked, MAX_REST_MS));
    startedAt = now();
  };
};
