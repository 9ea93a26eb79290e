import { UMAP } from 'umap-js';

import type { Start } from '../../../domain/projection/align';
import type { Neighbours } from '../../../domain/projection/duplicates';

/** Fewer points than this have no neighbourhoods to lay out. */
const MIN_POINTS = 4;

/** From where the map before left off, little is to be moved. */
const ALIGNED = { nEpochs: 60, learningRate: 0.1 };
/** Share of points with a known start from which on the layout counts as one that goes on. */
const ALIGNED_SHARE = 0.5;

/** UMAP takes a distance of 0 for no neighbour. */
const MIN_DISTANCE = 1e-6;

type Options = {
  random: () => number;
  /** Where each point begins; null for a place by chance. */
  start: readonly Start[];
  /** Awaited now and then with the share that is done. */
  step: (share: number) => Promise<void>;
};

/** Each point's neighbours as UMAP wants them: the point itself first, and fewer than there are points. */
const knnOf = ({ width, places, cosines }: Neighbours, count: number) => {
  const used = Math.min(width, count - 2);
  const indices: number[][] = [];
  const distances: number[][] = [];
  for (let point = 0; point < count; point += 1) {
    const own = [point * width, point * width + used] as const;
    indices.push([point, ...places.subarray(...own)]);
    distances.push(
      [0, ...cosines.subarray(...own)].map((cosine, nth) =>
        nth === 0 ? 0 : Math.max(MIN_DISTANCE, 1 - cosine)
      )
    );
  }
  return { indices, distances };
};

const circle = (count: number): Float64Array => {
  const positions = new Float64Array(count * 2);
  for (let point = 0; point < count; point += 1) {
    const angle = (2 * Math.PI * point) / count;
    positions.set(count === 1 ? [0, 0] : [Math.cos(angle), Math.sin(angle)], point * 2);
  }
  return positions;
};

/** Lays the points out by UMAP, on a plane where neighbours are near each other. */
export const layOut = async (
  neighbours: Neighbours,
  { random, start, step }: Options
): Promise<Float64Array> => {
  const count = start.length;
  if (count < MIN_POINTS) return circle(count);
  const isAligned = start.filter(Boolean).length >= count * ALIGNED_SHARE;
  const { indices, distances } = knnOf(neighbours, count);
  const umap = new UMAP({ random, nNeighbors: indices[0].length, ...(isAligned && ALIGNED) });
  umap.setPrecomputedKNN(indices, distances);
  // With the neighbours given, only the number of points matters.
  const epochs = umap.initializeFit(indices);
  // These arrays are what the optimisation goes on from.
  const embedding = umap.getEmbedding();
  start.forEach((position, point) => {
    if (position) [embedding[point][0], embedding[point][1]] = position;
  });
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    umap.step();
    await step((epoch + 1) / epochs);
  }
  return Float64Array.from(embedding.flat());
};
