import { createHash } from 'node:crypto';

/** Inner product of two rows; for unit vectors it is the cosine of their angle. */
export const innerProduct = (left: Float32Array, right: Float32Array): number => {
  let sum = 0;
  for (let index = 0; index < left.length; index += 1) sum += left[index] * right[index];
  return sum;
};

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

/** Ties an entry to its vectors, so that neither a damaged file nor a power cut yields wrong ones. */
export const vectorCheck = (vectors: Float32Array): string =>
  createHash('sha256')
    .update(new Uint8Array(vectors.buffer, vectors.byteOffset, vectors.byteLength))
    .digest('hex')
    .slice(0, 16);
