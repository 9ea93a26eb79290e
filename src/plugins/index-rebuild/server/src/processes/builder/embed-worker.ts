import { move, workerData } from 'piscina';

import { openMiniLm } from '../../adapters/onnx/minilm';

// One session a worker thread, one thread a session: the pool is what runs side by side.
const embedder = openMiniLm((workerData as { modelDir: string }).modelDir, 1);

/** @returns Row-major unit vectors of the batch; their memory is handed over, not copied. */
export default async (texts: string[]): Promise<unknown> => move(await (await embedder).embed(texts));
