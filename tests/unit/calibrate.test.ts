import type { BuildContext } from '../../src/plugins/index-rebuild/server/src/pipeline/build-context';
import { calibrate } from '../../src/plugins/index-rebuild/server/src/pipeline/calibrate';

/** As wide as providers' models are, and as many texts in a batch as they take. */
const DIMENSIONS = 4_096;
const BATCH = 64;

describe('the cut-off', () => {
  it('is measured with a wide model as well', async () => {
    let asked = 0;
    let kept = 0;
    const context = {
      input: { spec: { model: 'wide', modelHash: 'w', dimensions: DIMENSIONS } },
      ports: {
        embedder: {
          batchSize: BATCH,
          embed: async (texts: readonly string[]) => new Float32Array(texts.length * DIMENSIONS).fill(1),
        },
        vectorCache: {
          find: async () => null,
          keep: async (_: string, vectors: Float32Array) => void (kept = vectors.length),
        },
        writer: {
          async surroundings(queries: Float32Array) {
            asked = queries.length / DIMENSIONS;
            return Array.from({ length: asked }, () => ({ nearest: 0.4, mean: 0.1, deviation: 0.1 }));
          },
        },
      },
    } as unknown as BuildContext;
    const cutOff = await calibrate(context, new AbortController().signal);
    expect(cutOff).toMatchObject({ near: 0.4, usual: 0.4, reached: 0.4 });
    expect(asked).toBe(64);
    expect(kept).toBe(64 * DIMENSIONS);
  });
});
