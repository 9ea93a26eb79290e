const SHORTEST_MS = 25;
const LONGEST_MS = 250;
/** The longer it has waited, the less often it asks: what is asked works for its answers. */
const SHARE_OF_WAIT = 0.1;

/**
 * Calls `probe` until it returns something truthy: how a test waits for an event on the other side of
 * HTTP. The limit only stops a test that would hang.
 */
export const until = async <T>(
  what: string,
  probe: () => Promise<T | null | undefined | false> | T | null | undefined | false,
  limitMs = 120_000
): Promise<T> => {
  const start = Date.now();
  for (;;) {
    const value = await probe();
    if (value) return value;
    const waited = Date.now() - start;
    if (waited > limitMs) throw new Error(`Waited ${limitMs} ms in vain for: ${what}`);
    const rest = Math.min(Math.max(SHORTEST_MS, waited * SHARE_OF_WAIT), LONGEST_MS);
    await new Promise((resolve) => setTimeout(resolve, rest));
  }
};
