import { move, workerData } from 'piscina';

import { openSentenceModel } from '../../adapters/onnx/sentence-model';
import type { TextRole } from '../../ports/embedder';
import { setThreadPriority } from '../priority';

/** @property priority The thread's own; null to keep that of the process. */
export type EmbedWorkerData = { modelDir: string; priority: number | null };

const { modelDir, priority } = workerData as EmbedWorkerData;
if (priority !== null) setThreadPriority(priority);

// One single-threaded session per worker thread: the pool provides the parallelism.
const embedder = openSentenceModel(modelDir, 1);

export type EmbedTask = { texts: readonly string[]; role: TextRole };

/** @returns Row-major unit vectors of the batch; their memory is transferred, not copied. */
export default async ({ texts, role }: EmbedTask): Promise<unknown> =>
  move(await (await embedder).embed(texts, role));
