const SLICE_MS = 8;

/** Between two of these calls long work has the event loop to itself for no longer than a slice. */
export const createSlices = () => {
  let startedAt = performance.now();
  return async (now = false): Promise<void> => {
    if (!now && performance.now() - startedAt < SLICE_MS) return;
    await new Promise((resolve) => setImmediate(resolve));
    startedAt = performance.now();
  };
};
