import path from 'node:path';

import { Piscina } from 'piscina';

import { checkModelFiles, embedderInfo, readModelDescription } from '../../adapters/onnx/model-files';
import { toIndexRebuildError } from '../../domain/errors';
import type { EmbedderPool } from '../../ports/embedder';

const startPool = (modelDir: string, threads: number): Piscina =>
  new Piscina({
    filename: path.join(__dirname, 'embed-worker.js'),
    workerData: { modelDir },
    // All workers start at once: a run must not depend on files that a later build may replace.
    minThreads: threads,
    maxThreads: threads,
  });

/**
 * Embeds on worker threads. The threads start with the first batch: a run that finds nothing to
 * embed never loads the model.
 *
 * @throws EMBEDDER_UNAVAILABLE when the model is missing or differs from its description.
 */
export const openEmbedderPool = async (
  modelDir: string,
  threads: number,
  batchSize: number
): Promise<EmbedderPool> => {
  const model = await readModelDescription(modelDir);
  let pool: Promise<Piscina> | null = null;
  const started = async (): Promise<Piscina> => {
    await checkModelFiles(modelDir, model);
    return startPool(modelDir, threads);
  };
  return {
    info: embedderInfo(model),
    width: threads * 2,
    batchSize,
    async embed(texts) {
      pool ??= started();
      const running = await pool;
      return running.run([...texts]).catch((error: unknown) => {
        throw toIndexRebuildError(error, 'EMBEDDING_FAILED');
      }) as Promise<Float32Array>;
    },
    async close() {
      await (await pool)?.close();
    },
  };
};
