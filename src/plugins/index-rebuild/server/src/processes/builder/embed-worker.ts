import { move, workerData } from 'piscina';

import { openMiniLm } from '../../adapters/onnx/minilm';

// One single-threaded session per worker thread: the pool provides the parallelism.
const embedder = openMiniLm((workerData as { modelDir: string }).modelDir, 1);

/** @returns Row-major unit vectors of the batch; their memory is transferred, not copied. */
export default async (texts: string[]): Promise<unknown> => move(await (await embedder).embed(texts));
