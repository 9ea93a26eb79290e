import { randomFor } from '../../scripts/experts/random.mjs';
import { scanEngine } from '../../src/plugins/index-rebuild/server/src/backends/embedded/scan/engine';
import {
  lostRowOf,
  recallOf,
  sampleNeighbours,
} from '../../src/plugins/index-rebuild/server/src/backends/embedded/writer/recall';

const DIMENSIONS = 384;
const ROWS = 300;

const random = randomFor(7, 2);

const unit = (vector: Float32Array): Float32Array => {
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
};

const noise = (size: number): Float32Array =>
  Float32Array.from({ length: DIMENSIONS }, () => (size * random.integer(-1000, 1000)) / 1000);

/** Rows around one vector, as those of texts that differ in a number. @param apart How far they are from it. */
const alike = (apart: number) => {
  const centre = unit(noise(1));
  const rows = Array.from({ length: ROWS }, () => {
    const off = noise(apart);
    return unit(centre.map((value, at) => value + off[at]));
  });
  const all = Float32Array.from(rows.flatMap((row) => [...row]));
  return {
    ...{ rows: ROWS, dimensions: DIMENSIONS },
    read: async (first: number, count: number) => all.slice(first * DIMENSIONS, (first + count) * DIMENSIONS),
    close: async () => {},
  };
};

const checked = async (apart: number, accuracy: number) => {
  const vectors = alike(apart);
  const { sample } = await sampleNeighbours(vectors, 8, new AbortController().signal);
  const index = await scanEngine.load({ path: '', vectors });
  return { recall: await recallOf(index, sample, accuracy), lost: await lostRowOf(index, sample, accuracy) };
};

describe('rows so much alike that 8-bit numbers do not tell them apart', () => {
  it.each([1e-4, 1e-3, 3e-3, 1e-2])('are found as far as the engine is accurate, %d apart', async (apart) => {
    expect(await checked(apart, scanEngine.accuracy)).toEqual({ recall: 1, lost: null });
  });

  it('would not all be found if it were more accurate', async () => {
    expect((await checked(3e-3, 1e-6)).recall).toBeLessThan(1);
  });
});
