import type { Pooling } from './model-files';
import type { TokenBatch } from './tokens';

type Row = { target: Float32Array; row: number; dimensions: number };

/** Sum of the token vectors that the mask keeps: the mean, but for a factor that scaling removes. */
const addTokens = (hidden: Float32Array, { mask, width }: TokenBatch, { target, row, dimensions }: Row) => {
  for (let token = 0; token < width; token += 1) {
    if (mask[row * width + token] === 0n) continue;
    const from = (row * width + token) * dimensions;
    for (let column = 0; column < dimensions; column += 1) target[column] += hidden[from + column];
  }
};

/** Where a row's vector starts in the model's output, if it is taken as it is. */
const startOf = (pooling: Pooling, row: number, width: number): number =>
  pooling === 'cls' ? row * width : row;

const scaleToLengthOne = (vector: Float32Array): void => {
  let squares = 0;
  for (const value of vector) squares += value * value;
  const scale = 1 / Math.sqrt(squares);
  for (let column = 0; column < vector.length; column += 1) vector[column] *= scale;
};

/**
 * One unit vector per text, from the model's output (Reimers and Gurevych 2019).
 *
 * @param hidden texts × width × dimensions numbers, or texts × dimensions if `pooling` is `none`.
 * @returns Row-major, texts × dimensions.
 */
export const pool = (
  hidden: Float32Array,
  batch: TokenBatch,
  { pooling, dimensions }: { pooling: Pooling; dimensions: number }
): Float32Array => {
  const count = batch.mask.length / batch.width;
  const pooled = new Float32Array(count * dimensions);
  for (let row = 0; row < count; row += 1) {
    const target = pooled.subarray(row * dimensions, (row + 1) * dimensions);
    if (pooling === 'mean') addTokens(hidden, batch, { target, row, dimensions });
    else {
      const from = startOf(pooling, row, batch.width) * dimensions;
      target.set(hidden.subarray(from, from + dimensions));
    }
    scaleToLengthOne(target);
  }
  return pooled;
};
