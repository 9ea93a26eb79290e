import { Piscina } from 'piscina';

import { checkModelFiles, embedderInfo, readModelDescription } from '../../adapters/onnx/model-files';
import { openProviderEmbedder } from '../../adapters/openai-compatible/embedder';
import { toIndexRebuildError } from '../../domain/errors';
import { settledWithin } from '../../lib/settled-within';
import type { EmbedderChoice, EmbedderPool } from '../../ports/embedder';
import type { Log } from '../../ports/log';
import { entryFile } from '../entry-file';
import type { EmbedTask, EmbedWorkerData } from './embed-worker';
import { failedTries } from './failed-tries';
import { LOADED } from './loaded';

const startPool = (modelDir: string, { threads, priority = null, idleMs = null }: Workers): Piscina =>
  new Piscina({
    filename: entryFile('embed-worker'),
    workerData: { modelDir, priority } satisfies EmbedWorkerData,
    // All workers start at once: a run must not depend on files that a later compilation may replace.
    minThreads: idleMs === null ? threads : 0,
    maxThreads: threads,
    ...(idleMs !== null && { idleTimeout: idleMs }),
  });

/** A model that takes longer to load is not waited for: something else is wrong. */
const LOAD_LIMIT_MS = 60_000;

/**
 * Resolves once every thread has loaded its model. A thread must not be ended before: the runtime can
 * abort the whole process when that happens in the middle of its own code.
 */
const allLoaded = (pool: Piscina, threads: number): Promise<void> =>
  new Promise((resolve) => {
    let loaded = 0;
    pool.on('message', (message: unknown) => {
      loaded += message === LOADED ? 1 : 0;
      if (loaded === threads) resolve();
    });
  });

type Workers = {
  threads: number;
  batchSize: number;
  /** Of the threads; that of the process when left out. */
  priority?: number | null;
  /** How long a thread waits for the next batch before it ends; for ever when left out. */
  idleMs?: number | null;
};

/**
 * The model on worker threads. They start with the first batch, or when one is to be expected: a run
 * that finds nothing to embed never loads the model.
 */
const openLocalPool = async (
  modelDir: string,
  workers: Workers,
  log: Pick<Log, 'warn'>
): Promise<EmbedderPool> => {
  const { threads, batchSize } = workers;
  const model = await readModelDescription(modelDir);
  let pool: Promise<Piscina> | null = null;
  let loaded: Promise<void> = Promise.resolve();
  const start = async (): Promise<Piscina> => {
    await checkModelFiles(modelDir, model);
    const started = startPool(modelDir, workers);
    // A thread that cannot load fails before it has a task: those that wait are told, the next batch starts anew.
    started.on('error', ({ message }: Error) => {
      log.warn(`a thread of the model has ended: ${message}`);
      pool = null;
      started.close({ force: true }).catch(() => {});
    });
    // Threads that start with their first batch have loaded their model when that is done.
    if (started.minThreads > 0) loaded = allLoaded(started, started.minThreads);
    return started;
  };
  const started = (): Promise<Piscina> =>
    (pool ??= start().catch((error: unknown) => {
      pool = null;
      throw error;
    }));
  return {
    info: embedderInfo(model),
    width: threads * 2,
    batchSize,
    async embed(texts, role = 'passage') {
      const running = await started();
      return running.run({ texts: [...texts], role } satisfies EmbedTask).catch((error: unknown) => {
        throw toIndexRebuildError(error, 'EMBEDDING_FAILED');
      }) as Promise<Float32Array>;
    },
    prepare() {
      started().catch(() => {});
    },
    async close() {
      // One that did not start has told so to whoever embedded.
      const running = await pool?.catch(() => null);
      await settledWithin(loaded, LOAD_LIMIT_MS);
      await running?.close();
    },
  };
};

/**
 * Opens the embedder for many texts; `workers` are those of the local model, and the log hears of a provider's
 * requests that fail and are made again.
 *
 * @throws EMBEDDER_UNAVAILABLE when the model is missing or differs from its description.
 */
export const openEmbedderPool = async (
  choice: EmbedderChoice,
  workers: Workers,
  log: Pick<Log, 'warn'>
): Promise<EmbedderPool> => {
  if (choice.kind === 'local') return openLocalPool(choice.modelDir, workers, log);
  const { maxConcurrent: width, batchSize } = choice;
  const options = { onFailedTry: failedTries(log, 'embedding') };
  return { ...openProviderEmbedder(choice, process.env, options), width, batchSize, prepare() {} };
};
