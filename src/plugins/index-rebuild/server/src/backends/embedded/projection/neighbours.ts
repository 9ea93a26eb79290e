import type { Neighbours } from '../../../domain/projection/duplicates';
import { innerProductAt } from '../../../domain/vectors';
import { bestOf } from '../best-of';
import { MAX_QUERIES } from '../scan/layout';
import { candidatesFor, createScan } from '../scan/scan';

/** Queries between two steps. */
const QUERIES_PER_STEP = 64;

type Near = { place: number; cosine: number };

/**
 * Of each vector the `width` others that are nearest, compared exactly after a rough scan.
 *
 * @param vectors Row-major unit vectors.
 * @param step Awaited now and then with the share that is done.
 */
export const findNeighbours = async (
  vectors: Float32Array,
  dimensions: number,
  width: number,
  step: (share: number) => Promise<void>
): Promise<Neighbours> => {
  const count = vectors.length / dimensions;
  const every = Int32Array.from({ length: count }, (_, place) => place);
  const scan = createScan(
    Int32Array.from({ length: count + 1 }, (_, row) => row),
    dimensions
  );
  scan.add(vectors);
  const places = new Int32Array(count * width).fill(-1);
  const cosines = new Float32Array(count * width);
  const rowOf = (place: number): Float32Array =>
    vectors.subarray(place * dimensions, (place + 1) * dimensions);

  const keep = (point: number, rough: Float32Array): void => {
    const query = rowOf(point);
    const near: Near[] = Array.from(bestOf(rough, every, candidatesFor(width + 1)))
      .filter((place) => place !== point)
      .map((place) => ({ place, cosine: innerProductAt(vectors, place * dimensions, query) }))
      .sort((a, b) => b.cosine - a.cosine || a.place - b.place)
      .slice(0, width);
    near.forEach(({ place, cosine }, nth) => {
      places[point * width + nth] = place;
      cosines[point * width + nth] = cosine;
    });
  };

  for (let from = 0; from < count; from += MAX_QUERIES) {
    const points = Array.from(every.subarray(from, from + MAX_QUERIES));
    scan.compare(points.map(rowOf), every).forEach(({ whole }, nth) => keep(points[nth], whole));
    if (from % QUERIES_PER_STEP === 0) await step(from / count);
  }
  return { width, places, cosines };
};
