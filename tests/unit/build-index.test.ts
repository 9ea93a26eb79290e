import type { VectorEngine } from '../../src/plugins/index-rebuild/server/src/backends/embedded/vector-engine';
import { buildVectorIndex } from '../../src/plugins/index-rebuild/server/src/backends/embedded/writer/build-index';

const DIMENSIONS = 2;
const ROWS = 40;

/** Points on a circle: the nearest of each are those beside it. */
const points = Float32Array.from({ length: ROWS * DIMENSIONS }, (_, at) => {
  const angle = (Math.floor(at / 2) / ROWS) * 2 * Math.PI;
  return at % 2 === 0 ? Math.cos(angle) : Math.sin(angle);
});

const bestScores = (query: Float32Array, k: number): number[] =>
  Array.from({ length: ROWS }, (_, row) => points[row * 2] * query[0] + points[row * 2 + 1] * query[1])
    .sort((a, b) => b - a)
    .slice(0, k);

/** An approximate engine that finds, with each effort, this share of the true neighbours. */
const approximate = (shares: Record<number, number>, log: string[]): VectorEngine => {
  let effort = 0;
  return {
    name: 'fake',
    kind: 'approximate',
    accuracy: 1e-4,
    effort: {
      steps: Object.keys(shares).map(Number),
      set: async (_, value) => {
        effort = value;
        log.push(`effort ${value}`);
      },
    },
    create: () => ({ add: () => {}, save: () => void log.push('approximate saved') }),
    load: async () => ({
      size: ROWS,
      dimensions: DIMENSIONS,
      async search(query, k) {
        const scores = bestScores(query, k);
        const found = Math.round(shares[effort] * scores.length * 100) / 100;
        // What is not found is replaced by something far away.
        return [{ rows: scores.map((_, at) => at), scores: scores.map((s, at) => (at < found ? s : -1)) }];
      },
    }),
  };
};

const exact: VectorEngine = {
  name: 'fake',
  kind: 'exact',
  accuracy: 1e-4,
  effort: null,
  create: null,
  load: () => {
    throw new Error('An exact index needs no sample.');
  },
};

const run = async (shares: Record<number, number>) => {
  const log: string[] = [];
  const vectors = {
    rows: ROWS,
    dimensions: DIMENSIONS,
    read: async (first: number, count: number) =>
      points.slice(first * DIMENSIONS, (first + count) * DIMENSIONS),
    close: async () => {},
  };
  const engines = { engineFor: () => approximate(shares, log), exact };
  const { signal } = new AbortController();
  const { engine, effort } = await buildVectorIndex(vectors, 'index.faiss', engines, () => {}, signal);
  return { log, kind: engine.kind, effort };
};

describe('building with an approximate engine', () => {
  it('takes the lowest effort that finds enough, and tries none above it', async () => {
    expect(await run({ 10: 0.5, 20: 0.9, 30: 1, 40: 1 })).toEqual({
      log: ['approximate saved', 'effort 10', 'effort 20', 'effort 30'],
      kind: 'approximate',
      effort: 30,
    });
  });

  it('takes the first effort when that is enough', async () => {
    expect(await run({ 10: 1, 20: 1 })).toMatchObject({
      effort: 10,
      log: ['approximate saved', 'effort 10'],
    });
  });

  it('falls back to the exact engine when no effort finds enough', async () => {
    expect(await run({ 10: 0.5, 20: 0.9 })).toEqual({
      log: ['approximate saved', 'effort 10', 'effort 20'],
      kind: 'exact',
      effort: null,
    });
  });
});
