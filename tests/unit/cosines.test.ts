import {
  addCosines,
  makeCosines,
} from '../../src/plugins/index-rebuild/server/src/backends/embedded/searcher/cosines';
import type { Corpus } from '../../src/plugins/index-rebuild/server/src/backends/embedded/searcher/corpus';
import { innerProductAt } from '../../src/plugins/index-rebuild/server/src/domain/vectors';
import { randomFor } from '../../scripts/experts/random.mjs';

const random = randomFor(37, 1);
const numbers = (length: number): Float32Array =>
  Float32Array.from({ length }, () => random.integer(-1000, 1000) / 999);

/** One record with a row for itself and `passages` more. */
const recordOf = (dimensions: number, passages: number): Corpus => ({
  ...{ records: [], dimensions, vectors: numbers(dimensions * (passages + 1)), groups: [], passages: [] },
  ...{ recordOfRow: new Int32Array(passages + 1), firstRow: Int32Array.of(0, passages + 1) },
  ofDocument: new Map(),
});

describe('the cosines of a query and a record', () => {
  it.each([1, 3, 4, 7, 8, 13, 384])('are inner products to the last bit in %d dimensions', (dimensions) => {
    const corpus = recordOf(dimensions, 5);
    const query = numbers(dimensions);
    const [whole, ...passages] = Array.from({ length: 6 }, (_, row) =>
      innerProductAt(corpus.vectors, row * dimensions, query)
    );
    const cosines = makeCosines(2);
    addCosines(cosines, 1, corpus, Float64Array.from(query), 0);
    const passage = Math.max(...passages);
    expect([...cosines.whole]).toEqual([0, whole]);
    expect([...cosines.passage]).toEqual([0, passage]);
    expect([...cosines.bestRow]).toEqual([0, passages.indexOf(passage) + 1]);
  });

  it('take the whole for the best passage of a record that has none', () => {
    const corpus = recordOf(8, 0);
    const cosines = makeCosines(1);
    addCosines(cosines, 0, corpus, Float64Array.from(numbers(8)), 0);
    expect(cosines.passage[0]).toBe(cosines.whole[0]);
    expect(cosines.bestRow[0]).toBe(0);
  });
});
