/**
 * Calls `probe` until it returns something truthy: how a test waits for an event on the other side of
 * HTTP. The limit only stops a test that would hang.
 */
export const until = async <T>(
  what: string,
  probe: () => Promise<T | null | undefined | false> | T | null | undefined | false,
  limitMs = 120_000
): Promise<T> => {
  const end = Date.now() + limitMs;
  for (;;) {
    const value = await probe();
    if (value) return value;
    if (Date.now() > end) throw new Error(`Waited ${limitMs} ms in vain for: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
};
