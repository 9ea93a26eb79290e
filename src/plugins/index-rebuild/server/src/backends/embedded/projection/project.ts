import { knownPositions, turnedToward, withNewcomers, type Start } from '../../../domain/projection/align';
import { nearDuplicates, type Neighbours } from '../../../domain/projection/duplicates';
import { frameFor, normalised } from '../../../domain/projection/frame';
import { NEAREST_KEPT, NEIGHBOURS, type Projection } from '../../../domain/projection/projection';
import { layOut } from './layout';
import { findNeighbours } from './neighbours';
import type { Points } from './points';

/** How much of the time goes into finding neighbours. */
const NEIGHBOURS_SHARE = 0.5;

type Options = {
  /** The map that this one follows; null for the first one. */
  before: Projection | null;
  random: () => number;
  now: Date;
  /** Awaited now and then with the share that is done. */
  step: (share: number) => Promise<void>;
};

const nearestOf = ({ width, places }: Neighbours, count: number): Int32Array => {
  const nearest = new Int32Array(count * NEAREST_KEPT).fill(-1);
  for (let point = 0; point < count; point += 1) {
    nearest.set(
      places.subarray(point * width, point * width + Math.min(width, NEAREST_KEPT)),
      point * NEAREST_KEPT
    );
  }
  return nearest;
};

/** Computes the map of these points, from where the one before left off. */
export const project = async (points: Points, options: Options): Promise<Projection> => {
  const { before, random, now, step } = options;
  const { generation, records, keys, names, tags, vectors, dimensions } = points;
  const width = Math.min(NEIGHBOURS, keys.length - 1);
  const neighbours = await findNeighbours(vectors, dimensions, width, (share) =>
    step(share * NEIGHBOURS_SHARE)
  );
  const known: Start[] = before ? knownPositions(keys, before) : keys.map(() => null);
  const laidOut = await layOut(neighbours, {
    random,
    start: withNewcomers(known, neighbours, random),
    step: (share) => step(NEIGHBOURS_SHARE + share * (1 - NEIGHBOURS_SHARE)),
  });
  const positions = turnedToward(laidOut, known);
  const frame = frameFor(positions, before?.frame ?? null);
  return {
    ...{ generation, createdAt: now.toISOString(), records, keys, names, tags, frame },
    ...normalised(positions, frame),
    nearest: nearestOf(neighbours, keys.length),
    duplicates: nearDuplicates(neighbours),
  };
};
