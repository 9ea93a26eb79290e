import { InferenceSession, Tensor } from 'onnxruntime-node';

import type { TokenBatch } from './tokens';

/** @param threads Threads per inference. */
export const openSession = (file: string, threads: number): Promise<InferenceSession> =>
  InferenceSession.create(file, {
    executionProviders: ['cpu'],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    graphOptimizationLevel: 'all',
    // Without the arena the builder keeps less memory; batches are small enough for malloc.
    enableCpuMemArena: false,
  });

export type Output = { numbers: Float32Array; shape: readonly number[] };

/**
 * Runs the model on a batch.
 *
 * @param output The output to return; the first one if left out.
 * @throws Error naming an input that is not known, or an output that does not exist.
 */
export const runSession = async (
  session: InferenceSession,
  { ids, mask, width }: TokenBatch,
  output = session.outputNames[0]
): Promise<Output> => {
  const shape = [ids.length / width, width];
  const known: Record<string, () => BigInt64Array> = {
    input_ids: () => ids,
    attention_mask: () => mask,
    // One text and not a pair: all tokens have type 0.
    token_type_ids: () => new BigInt64Array(ids.length),
  };
  const feeds = session.inputNames.map((name) => {
    if (!(name in known)) throw new Error(`The model asks for an input "${name}".`);
    return [name, new Tensor('int64', known[name](), shape)] as const;
  });
  if (!session.outputNames.includes(output)) throw new Error(`The model has no output "${output}".`);
  const { data, dims, type } = (await session.run(Object.fromEntries(feeds), [output]))[output];
  if (type !== 'float32') throw new Error(`The model's output is ${type}, not float32.`);
  return { numbers: data as Float32Array, shape: dims };
};
