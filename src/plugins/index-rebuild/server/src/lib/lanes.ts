/**
 * Works on all items, at most `width` at a time, and returns the results in the order of the items.
 *
 * The first error ends it: no further item is started, the signal tells those under way to stop, and
 * the error is thrown once they have. Nothing keeps running behind the caller's back.
 */
export const inLanes = async <In, Out>(
  items: readonly In[],
  width: number,
  work: (item: In, signal: AbortSignal) => Promise<Out>,
  signal?: AbortSignal
): Promise<Out[]> => {
  const results: Out[] = new Array(items.length);
  const failure = new AbortController();
  const stop = signal ? AbortSignal.any([signal, failure.signal]) : failure.signal;
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < items.length && !failure.signal.aborted) {
      const at = next;
      next += 1;
      results[at] = await work(items[at], stop);
    }
  };
  const lanes = Array.from({ length: Math.min(width, items.length) }, () =>
    lane().catch((error: unknown) => failure.abort(error))
  );
  await Promise.all(lanes);
  if (failure.signal.aborted) throw failure.signal.reason;
  return results;
};
