import type { Frame, Positions } from './projection';

/** The frame of the map before is kept unless it is larger than needed by more than this. */
const MAX_SLACK = 1.3;
const MIN_SIZE = 1e-6;

/** Positions on a screen need no more, and a file that keeps them is shorter. */
const STEPS = 1e5;

type Box = { left: number; right: number; bottom: number; top: number };

const boxOf = (positions: Positions): Box => {
  const box = { left: Infinity, right: -Infinity, bottom: Infinity, top: -Infinity };
  for (let at = 0; at < positions.length; at += 2) {
    box.left = Math.min(box.left, positions[at]);
    box.right = Math.max(box.right, positions[at]);
    box.bottom = Math.min(box.bottom, positions[at + 1]);
    box.top = Math.max(box.top, positions[at + 1]);
  }
  return box;
};

const squareAround = ({ left, right, bottom, top }: Box): Frame => {
  const size = Math.max(right - left, top - bottom, MIN_SIZE);
  return { left: (left + right - size) / 2, bottom: (bottom + top - size) / 2, size };
};

const union = (box: Box, { left, bottom, size }: Frame): Box => ({
  left: Math.min(box.left, left),
  right: Math.max(box.right, left + size),
  bottom: Math.min(box.bottom, bottom),
  top: Math.max(box.top, bottom + size),
});

/** The square that holds all positions: that of the map before where it still suits, so that nothing shifts. */
export const frameFor = (positions: Positions, before: Frame | null): Frame => {
  const tight = squareAround(boxOf(positions));
  if (!before) return tight;
  const both = squareAround(union(boxOf(positions), before));
  return both.size <= tight.size * MAX_SLACK ? both : tight;
};

const column = (positions: Positions, offset: 0 | 1, from: number, size: number): Float32Array =>
  Float32Array.from(
    { length: positions.length / 2 },
    (_, point) =>
      Math.round(Math.min(1, Math.max(0, (positions[point * 2 + offset] - from) / size)) * STEPS) / STEPS
  );

/** Positions as shares of the frame. */
export const normalised = (
  positions: Positions,
  { left, bottom, size }: Frame
): { x: Float32Array; y: Float32Array } => ({
  x: column(positions, 0, left, size),
  y: column(positions, 1, bottom, size),
});
