import { withReadAhead } from '../../src/plugins/index-rebuild/server/src/backends/embedded/files/read-ahead';
import type { VectorReader } from '../../src/plugins/index-rebuild/server/src/backends/embedded/files/vectors';

const ROWS = 3000;
const DIMENSIONS = 2;

/** A file whose numbers say where they stand, and what was read of it. */
const open = () => {
  const asked: [first: number, count: number][] = [];
  const file: VectorReader = {
    ...{ rows: ROWS, dimensions: DIMENSIONS },
    read: async (first, count) => {
      asked.push([first, count]);
      return Float32Array.from({ length: count * DIMENSIONS }, (_, at) => first * DIMENSIONS + at);
    },
    close: async () => {},
  };
  return { vectors: withReadAhead(file), asked };
};

const rowsFrom = (first: number, count: number): number[] =>
  Array.from({ length: count * DIMENSIONS }, (_, at) => first * DIMENSIONS + at);

describe('reading ahead', () => {
  it('reads a file that is gone through in blocks, and gives every row as it is', async () => {
    const { vectors, asked } = open();
    for (let row = 0; row < ROWS; row += 3) {
      expect(Array.from(await vectors.read(row, 3))).toEqual(rowsFrom(row, 3));
    }
    expect(asked.length).toBeLessThan(6);
  });

  it('goes on after rows that are left out', async () => {
    const { vectors, asked } = open();
    for (let row = 0; row + 3 <= ROWS; row += 30) await vectors.read(row, 3);
    expect(asked.length).toBeLessThan(6);
  });

  it('reads only what is asked for when the order is random', async () => {
    const { vectors, asked } = open();
    for (const row of [2000, 5, 1500, 700, 2500, 100]) {
      expect(Array.from(await vectors.read(row, 2))).toEqual(rowsFrom(row, 2));
    }
    expect(asked.map(([, count]) => count)).toEqual([2, 2, 2, 2, 2, 2]);
  });

  it('gives rows that a later request does not change', async () => {
    const { vectors } = open();
    await vectors.read(0, 1);
    const kept = await vectors.read(1, 1);
    kept.fill(-1);
    expect(Array.from(await vectors.read(1, 1))).toEqual(rowsFrom(1, 1));
  });

  it('leaves rows beyond the end to the file', async () => {
    const { vectors, asked } = open();
    await vectors.read(ROWS - 2, 1);
    await vectors.read(ROWS - 1, 2);
    expect(asked).toEqual([
      [ROWS - 2, 1],
      [ROWS - 1, 2],
    ]);
  });
});
