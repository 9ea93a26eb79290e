import type { Surroundings } from '../../../domain/cut-off';
import { momentsOf, semanticScore } from '../../../domain/ranking';
import { fillScan } from '../scan/engine';
import { MAX_QUERIES } from '../scan/layout';
import { createScan, type RoughCosines } from '../scan/scan';
import type { VectorReader } from '../files/vectors';

const surroundingsIn = ({ whole, passage }: RoughCosines): Surroundings => {
  const scores = Float64Array.from(whole, (cosine, place) => semanticScore(cosine, passage[place]));
  const nearest = scores.reduce((best, score) => Math.max(best, score), -1);
  return { nearest, ...momentsOf(scores, scores.length) };
};

/** How the records lie around queries. @param firstRow Where each record's rows begin, and their end. */
export const surroundingsOf = async (
  vectors: VectorReader,
  firstRow: Int32Array,
  queries: Float32Array,
  signal: AbortSignal
): Promise<Surroundings[]> => {
  const { dimensions } = vectors;
  const scan = createScan(firstRow, dimensions);
  await fillScan(scan, vectors);
  const every = Int32Array.from({ length: firstRow.length - 1 }, (_, record) => record);
  const found: Surroundings[] = [];
  for (let from = 0; from < queries.length; from += MAX_QUERIES * dimensions) {
    signal.throwIfAborted();
    const together = queries.subarray(from, from + MAX_QUERIES * dimensions);
    const rows = Array.from({ length: together.length / dimensions }, (_, at) =>
      together.slice(at * dimensions, (at + 1) * dimensions)
    );
    found.push(...scan.compare(rows, every).map(surroundingsIn));
  }
  return found;
};
