import type { Points } from '../../../src/plugins/index-rebuild/server/src/backends/embedded/projection/points';
import { seededRandom } from '../../../src/plugins/index-rebuild/server/src/lib/seeded-random';

export const DIMENSIONS = 16;

const unit = (vector: number[]): number[] => {
  const length = Math.hypot(...vector);
  return vector.map((number) => number / length);
};

/** Unit vectors around `clusters` directions; record `n` belongs to cluster `n % clusters`. */
export const clusteredVectors = (count: number, clusters: number, seed = 7): number[][] => {
  const random = seededRandom(seed);
  const direction = (): number[] => Array.from({ length: DIMENSIONS }, () => random() - 0.5);
  const centres = Array.from({ length: clusters }, () => unit(direction()));
  return Array.from({ length: count }, (_, record) => {
    const noise = direction();
    return unit(centres[record % clusters].map((part, at) => part + 0.25 * noise[at]));
  });
};

export const pointsOf = (
  vectors: readonly number[][],
  keys = vectors.map((_, at) => `a:${at}:`)
): Points => ({
  generation: '1-abcdefgh',
  records: vectors.length,
  dimensions: DIMENSIONS,
  keys,
  names: keys.map((key) => `Name of ${key}`),
  tags: keys.map(() => []),
  vectors: Float32Array.from(vectors.flat()),
});
