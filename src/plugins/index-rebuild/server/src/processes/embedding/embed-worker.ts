import { parentPort } from 'node:worker_threads';

import { move, workerData } from 'piscina';

import { openSentenceModel } from '../../adapters/onnx/sentence-model';
import type { TextRole } from '../../ports/embedder';
import { setThreadPriority } from '../priority';
import { LOADED } from './loaded';

/** @property priority The thread's own; null to keep that of the process. */
export type EmbedWorkerData = { modelDir: string; priority: number | null };

const { modelDir, priority } = workerData as EmbedWorkerData;
if (priority !== null) setThreadPriority(priority);

// One single-threaded session per worker thread: the pool provides the parallelism.
const embedder = openSentenceModel(modelDir, 1);

export type EmbedTask = { texts: readonly string[]; role: TextRole };

/** @returns Row-major unit vectors of the batch; their memory is transferred, not copied. */
const embed = async ({ texts, role }: EmbedTask): Promise<unknown> =>
  move(await (await embedder).embed(texts, role));

/** A thread that waits for tasks stands still, so it takes none before it has loaded its model. */
const onceLoaded = async (): Promise<typeof embed> => {
  // Whoever gives it a task is told why it could not.
  await embedder.catch(() => {});
  parentPort?.postMessage(LOADED);
  return embed;
};

export default onceLoaded();
