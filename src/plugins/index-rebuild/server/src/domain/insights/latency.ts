/**
 * Upper bounds of the buckets that searches are counted in by how long they took, in milliseconds. None
 * takes longer than the last one: `search.timeoutMs` is at most that.
 */
export const LATENCY_BOUNDS = [
  5, 10, 20, 30, 50, 75, 100, 150, 200, 300, 500, 1000, 2000, 5000, 60_000,
] as const;

const LAST = LATENCY_BOUNDS[LATENCY_BOUNDS.length - 1];

/** The bound of the bucket that a search belongs to. */
export const latencyBound = (ms: number): number => LATENCY_BOUNDS.find((bound) => ms <= bound) ?? LAST;

/**
 * The bound within which this share of the searches was answered.
 *
 * @param searches How many there were, by the bound of their bucket.
 * @returns Null without searches.
 */
export const latencyWithin = (share: number, searches: ReadonlyMap<number, number>): number | null => {
  const total = [...searches.values()].reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  let seen = 0;
  return (
    LATENCY_BOUNDS.find((bound) => {
      seen += searches.get(bound) ?? 0;
      return seen >= share * total;
    }) ?? LAST
  );
};
