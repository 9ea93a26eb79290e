import { move, workerData } from 'piscina';

import { openSentenceModel } from '../../adapters/onnx/sentence-model';
import type { TextRole } from '../../ports/embedder';

// One single-threaded session per worker thread: the pool provides the parallelism.
const embedder = openSentenceModel((workerData as { modelDir: string }).modelDir, 1);

export type EmbedTask = { texts: readonly string[]; role: TextRole };

/** @returns Row-major unit vectors of the batch; their memory is transferred, not copied. */
export default async ({ texts, role }: EmbedTask): Promise<unknown> =>
  move(await (await embedder).embed(texts, role));
