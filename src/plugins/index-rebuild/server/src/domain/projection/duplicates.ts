import type { NearDuplicate } from './projection';

/**
 * Cosine from which on two records count as near-duplicates. Copies with a few words changed are above it,
 * two texts on the same subject below.
 */
export const NEAR_DUPLICATE = 0.97;
export const MAX_DUPLICATES = 200;

/** Neighbours of every point: `width` places and cosines each, the nearest first, padded with -1. */
export type Neighbours = { width: number; places: Int32Array; cosines: Float32Array };

/** Pairs of points that are nearly the same, the most similar first. */
export const nearDuplicates = (
  { width, places, cosines }: Neighbours,
  atLeast = NEAR_DUPLICATE,
  max = MAX_DUPLICATES
): NearDuplicate[] => {
  const pairs = new Map<string, NearDuplicate>();
  for (let at = 0; at < places.length; at += 1) {
    const point = Math.floor(at / width);
    const other = places[at];
    if (other < 0 || cosines[at] < atLeast) continue;
    const [first, second] = point < other ? [point, other] : [other, point];
    pairs.set(`${first}:${second}`, { first, second, cosine: Math.min(1, cosines[at]) });
  }
  return [...pairs.values()]
    .sort((a, b) => b.cosine - a.cosine || a.first - b.first || a.second - b.second)
    .slice(0, max);
};
