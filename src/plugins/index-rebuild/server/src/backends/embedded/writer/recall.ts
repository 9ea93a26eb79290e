import { evenSample, innerProductAt, isUnitVector } from '../../../domain/vectors';
import type { LoadedIndex } from '../vector-engine';
import type { VectorReader } from '../files/vectors';

const NEIGHBOURS = 10;
const ROWS_AT_ONCE = 1024;

/** A row and the scores of its nearest rows by exact search, best first. */
export type Sampled = { row: number; vector: Float32Array; exact: number[] };

/** The best exact scores, kept as a short descending list. */
const keepBest = (scores: number[], score: number): void => {
  if (scores.length === NEIGHBOURS && score <= scores[NEIGHBOURS - 1]) return;
  const at = scores.findIndex((other) => other < score);
  scores.splice(at < 0 ? scores.length : at, 0, score);
  if (scores.length > NEIGHBOURS) scores.pop();
};

/**
 * One pass over all rows: the exact neighbours of `size` of them, and the first row that is not
 * finite and of length 1 (null when all are).
 */
export const sampleNeighbours = async (
  vectors: VectorReader,
  size: number,
  signal: AbortSignal
): Promise<{ sample: Sampled[]; invalidRow: number | null }> => {
  const { dimensions } = vectors;
  const sample: Sampled[] = [];
  let invalidRow: number | null = null;
  for (const row of evenSample(vectors.rows, size)) {
    sample.push({ row, vector: await vectors.read(row, 1), exact: [] });
  }
  for (let first = 0; first < vectors.rows; first += ROWS_AT_ONCE) {
    signal.throwIfAborted();
    const count = Math.min(ROWS_AT_ONCE, vectors.rows - first);
    const rows = await vectors.read(first, count);
    for (let index = 0; index < count; index += 1) {
      const from = index * dimensions;
      if (!isUnitVector(rows.subarray(from, from + dimensions))) invalidRow ??= first + index;
      for (const { vector, exact } of sample) keepBest(exact, innerProductAt(rows, from, vector));
    }
  }
  return { sample, invalidRow };
};

/**
 * Share of the sample's true neighbours that the index finds; by scores and not rows, since rows may be equal, or so
 * much alike that the engine cannot tell which is nearer.
 *
 * @param accuracy The engine's.
 */
export const recallOf = async (
  index: LoadedIndex,
  sample: readonly Sampled[],
  accuracy: number
): Promise<number> => {
  let found = 0;
  let wanted = 0;
  for (const { vector, exact } of sample) {
    const [hits] = await index.search(vector, exact.length);
    const lowest = exact[exact.length - 1] - accuracy;
    found += hits.scores.filter((score) => score >= lowest).length;
    wanted += exact.length;
  }
  return found / wanted;
};

/** The first sampled row that does not find itself or its equal; null when all do. */
export const lostRowOf = async (
  index: LoadedIndex,
  sample: readonly Sampled[],
  accuracy: number
): Promise<number | null> => {
  for (const { row, vector, exact } of sample) {
    const [{ scores }] = await index.search(vector, 1);
    if (!(scores[0] >= exact[0] - accuracy)) return row;
  }
  return null;
};
