import { z } from 'zod';

import { ProviderError } from './client';

/** The numbers themselves are checked while they are copied. */
const answerSchema = z.object({
  data: z.array(z.object({ index: z.number().int(), embedding: z.array(z.unknown()) })),
});

type Row = z.infer<typeof answerSchema>['data'][number];

const unusable = (reason: string): ProviderError => new ProviderError(`answered with ${reason}`);

/** The rows in the order of the texts. @throws ProviderError unless there is exactly one per text. */
const inOrder = (rows: readonly Row[], texts: number): Row[] => {
  const ordered: Row[] = [];
  for (const row of rows) {
    if (row.index < 0 || row.index >= texts || ordered[row.index])
      throw unusable(`vectors that do not belong to the ${texts} texts`);
    ordered[row.index] = row;
  }
  if (rows.length !== texts) throw unusable(`${rows.length} vectors for ${texts} texts`);
  return ordered;
};

/** Copies a vector and scales it to length 1. @throws ProviderError when it has no direction. */
const copyUnit = (values: readonly unknown[], target: Float32Array): void => {
  let squares = 0;
  for (const value of values) squares += typeof value === 'number' ? value * value : Number.NaN;
  // Covers lengths that overflow, and those that 32 bits would round to 0.
  const scale = 1 / Math.sqrt(squares);
  if (!Number.isFinite(scale) || scale === 0) {
    throw new ProviderError(
      'answered with a vector that has no direction: only zeros, or values that are not numbers',
      {
        isRefusal: true,
      }
    );
  }
  values.forEach((value, column) => {
    target[column] = (value as number) * scale;
  });
};

/**
 * Reads the answer to a request for embeddings.
 *
 * @returns Row-major unit vectors, `texts × dimensions`, in the order of the texts.
 * @throws ProviderError, as a refusal when a vector has no direction.
 */
export const readVectors = (answer: unknown, texts: number, dimensions: number): Float32Array => {
  const { success, data } = answerSchema.safeParse(answer);
  if (!success) throw unusable('something other than a list of vectors');
  const rows = new Float32Array(texts * dimensions);
  inOrder(data.data, texts).forEach(({ embedding }, at) => {
    if (embedding.length !== dimensions) {
      throw unusable(`vectors of ${embedding.length} dimensions, but embedder.dimensions says ${dimensions}`);
    }
    copyUnit(embedding, rows.subarray(at * dimensions, (at + 1) * dimensions));
  });
  return rows;
};
