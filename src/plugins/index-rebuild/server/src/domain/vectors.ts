import { createHash } from 'node:crypto';

/**
 * Inner product of a row and the `row.length` numbers of `all` from `from` on; for unit vectors it
 * is the cosine of their angle. Four sums side by side are twice as fast as one.
 */
export const innerProductAt = (all: Float32Array, from: number, row: Float32Array): number => {
  let [first, second, third, fourth] = [0, 0, 0, 0];
  const even = row.length - (row.length % 4);
  for (let at = 0; at < even; at += 4) {
    first += all[from + at] * row[at];
    second += all[from + at + 1] * row[at + 1];
    third += all[from + at + 2] * row[at + 2];
    fourth += all[from + at + 3] * row[at + 3];
  }
  for (let at = even; at < row.length; at += 1) first += all[from + at] * row[at];
  return first + second + (third + fourth);
};

/** Inner product of two rows of the same length. */
export const innerProduct = (left: Float32Array, right: Float32Array): number =>
  innerProductAt(left, 0, right);

/** Float32 arithmetic of the embedder leaves lengths within about 1e-6 of 1. */
const LENGTH_TOLERANCE = 1e-3;

export const isUnitVector = (vector: Float32Array): boolean => {
  const length = Math.sqrt(innerProduct(vector, vector));
  return Number.isFinite(length) && Math.abs(length - 1) <= LENGTH_TOLERANCE;
};

/** `size` row numbers spread evenly over `count` rows, ascending, without repeats. */
export const evenSample = (count: number, size: number): number[] => {
  const taken = Math.min(count, size);
  return Array.from({ length: taken }, (_, index) => Math.floor((index * count) / taken));
};

/** Ties an entry to its vectors, so that a damaged file or a power cut never yields wrong ones. */
export const vectorChecksum = (vectors: Float32Array): string =>
  createHash('sha256')
    .update(new Uint8Array(vectors.buffer, vectors.byteOffset, vectors.byteLength))
    .digest('hex')
    .slice(0, 16);
