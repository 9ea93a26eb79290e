import type { Projection } from './projection';
import type { Neighbours } from './duplicates';

/** A position in the layout's own units; null where it is not known. */
export type Start = readonly [number, number] | null;

/** How far apart two points that start at the same place are put. */
const JITTER = 0.1;

/** Where the map before had each of the keys. */
export const knownPositions = (
  keys: readonly string[],
  before: Pick<Projection, 'keys' | 'x' | 'y' | 'frame'>
): Start[] => {
  const places = new Map(before.keys.map((key, place) => [key, place]));
  const { left, bottom, size } = before.frame;
  return keys.map((key) => {
    const place = places.get(key);
    return place === undefined ? null : [left + before.x[place] * size, bottom + before.y[place] * size];
  });
};

/** The mean of the known positions among a point's neighbours; null when none is known. */
const amongNeighbours = ({ width, places }: Neighbours, point: number, known: readonly Start[]): Start => {
  let [x, y, count] = [0, 0, 0];
  for (let at = point * width; at < (point + 1) * width; at += 1) {
    const position = places[at] < 0 ? null : known[places[at]];
    if (!position) continue;
    x += position[0];
    y += position[1];
    count += 1;
  }
  return count === 0 ? null : [x / count, y / count];
};

/** Gives records that are new a place near their neighbours. */
export const withNewcomers = (
  known: readonly Start[],
  neighbours: Neighbours,
  random: () => number
): Start[] =>
  known.map((position, point) => {
    if (position) return position;
    const near = amongNeighbours(neighbours, point, known);
    return near && [near[0] + (random() - 0.5) * JITTER, near[1] + (random() - 0.5) * JITTER];
  });

type Sums = { count: number; fromX: number; fromY: number; toX: number; toY: number };

const meansOf = (positions: Float64Array, known: readonly Start[]): Sums => {
  const sums = { count: 0, fromX: 0, fromY: 0, toX: 0, toY: 0 };
  known.forEach((position, point) => {
    if (!position) return;
    sums.count += 1;
    sums.fromX += positions[point * 2];
    sums.fromY += positions[point * 2 + 1];
    sums.toX += position[0];
    sums.toY += position[1];
  });
  const { count } = sums;
  return {
    count,
    ...{ fromX: sums.fromX / count, fromY: sums.fromY / count },
    ...{ toX: sums.toX / count, toY: sums.toY / count },
  };
};

/** The angle by which to turn the positions so that they come nearest to the known ones. */
const angleOf = (positions: Float64Array, known: readonly Start[], means: Sums): number => {
  let [along, across] = [0, 0];
  known.forEach((position, point) => {
    if (!position) return;
    const [x, y] = [positions[point * 2] - means.fromX, positions[point * 2 + 1] - means.fromY];
    const [toX, toY] = [position[0] - means.toX, position[1] - means.toY];
    along += x * toX + y * toY;
    across += x * toY - y * toX;
  });
  return Math.atan2(across, along);
};

/** Turns and moves all positions as one, to where those that are known come nearest to where they were. */
export const turnedToward = (positions: Float64Array, known: readonly Start[]): Float64Array => {
  const means = meansOf(positions, known);
  if (means.count < 2) return positions;
  const angle = angleOf(positions, known, means);
  const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
  const turned = new Float64Array(positions.length);
  for (let at = 0; at < positions.length; at += 2) {
    const [x, y] = [positions[at] - means.fromX, positions[at + 1] - means.fromY];
    turned[at] = means.toX + x * cosine - y * sine;
    turned[at + 1] = means.toY + x * sine + y * cosine;
  }
  return turned;
};
