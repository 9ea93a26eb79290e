const SLICE_MS = 8;

/** Yields to the event loop once the time slice is used up: call it often during long work. */
export const createSlices = () => {
  let startedAt = performance.now();
  return async (now = false): Promise<void> => {
    if (!now && performance.now() - startedAt < SLICE_MS) return;
    await new Promise((resolve) => setImmediate(resolve));
    startedAt = performance.now();
  };
};
