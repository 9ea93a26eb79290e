import type { VectorReader } from './vectors';

/** Rows between the end of one request and the next one, with which reading counts as going through the file. */
const NEAR_ROWS = 64;
/** Rows read at once then: 1.5 MB at 384 dimensions. */
const BLOCK_ROWS = 1024;

/**
 * Reads a block at once as soon as a request begins near the end of the one before; other requests
 * cost what they cost without. One request at a time.
 */
export const withReadAhead = (vectors: VectorReader): VectorReader => {
  const { rows: total, dimensions } = vectors;
  let block: { first: number; rows: Float32Array } = { first: 0, rows: new Float32Array(0) };
  let end = -NEAR_ROWS;

  const fromBlock = (first: number, count: number): Float32Array | null => {
    const from = (first - block.first) * dimensions;
    const to = from + count * dimensions;
    return from >= 0 && to <= block.rows.length ? block.rows.slice(from, to) : null;
  };

  return {
    ...{ rows: total, dimensions },
    async read(first, count) {
      const isNear = first >= end && first - end < NEAR_ROWS;
      end = first + count;
      const held = fromBlock(first, count);
      if (held) return held;
      if (!isNear || count > BLOCK_ROWS || end > total) return vectors.read(first, count);
      block = { first, rows: await vectors.read(first, Math.min(BLOCK_ROWS, total - first)) };
      return block.rows.slice(0, count * dimensions);
    },
    close: () => vectors.close(),
  };
};
