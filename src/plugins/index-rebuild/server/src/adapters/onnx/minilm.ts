import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { Tokenizer } from '@huggingface/tokenizers';
import { InferenceSession, Tensor } from 'onnxruntime-node';

import type { Embedder } from '../../ports/embedder';
import { embedderInfo, readModelDescription, type ModelDescription } from './model-files';

type TokenBatch = { ids: BigInt64Array; mask: BigInt64Array; types: BigInt64Array; width: number };

/** Tokenizes and pads to the longest text of the batch. The last token of a truncated text stays [SEP]. */
const tokenize = (tokenizer: Tokenizer, texts: readonly string[], maxTokens: number): TokenBatch => {
  const rows = texts.map((text) => {
    const { ids } = tokenizer.encode(text);
    return ids.length <= maxTokens ? ids : [...ids.slice(0, maxTokens - 1), ids[ids.length - 1]];
  });
  const width = Math.max(...rows.map((row) => row.length));
  const ids = new BigInt64Array(texts.length * width);
  const mask = new BigInt64Array(texts.length * width);
  rows.forEach((row, index) => {
    row.forEach((id, column) => {
      ids[index * width + column] = BigInt(id);
      mask[index * width + column] = 1n;
    });
  });
  return { ids, mask, types: new BigInt64Array(texts.length * width), width };
};

/** Mean of the token vectors that the mask keeps, scaled to length 1 (Reimers and Gurevych 2019). */
const pool = (hidden: Float32Array, { mask, width }: TokenBatch, dimensions: number): Float32Array => {
  const count = mask.length / width;
  const pooled = new Float32Array(count * dimensions);
  for (let row = 0; row < count; row += 1) {
    const target = pooled.subarray(row * dimensions, (row + 1) * dimensions);
    for (let token = 0; token < width && mask[row * width + token] === 1n; token += 1) {
      const from = (row * width + token) * dimensions;
      for (let column = 0; column < dimensions; column += 1) target[column] += hidden[from + column];
    }
    // The mean differs from the sum by a factor that the scaling to length 1 removes.
    let squares = 0;
    for (const value of target) squares += value * value;
    const scale = 1 / Math.sqrt(squares);
    for (let column = 0; column < dimensions; column += 1) target[column] *= scale;
  }
  return pooled;
};

const run = async (session: InferenceSession, batch: TokenBatch, rows: number): Promise<Float32Array> => {
  const shape = [rows, batch.width];
  const feeds: Record<string, Tensor> = {
    input_ids: new Tensor('int64', batch.ids, shape),
    attention_mask: new Tensor('int64', batch.mask, shape),
    token_type_ids: new Tensor('int64', batch.types, shape),
  };
  const used = Object.fromEntries(session.inputNames.map((name) => [name, feeds[name]]));
  const output = (await session.run(used))[session.outputNames[0]];
  return output.data as Float32Array;
};

const openSession = (modelDir: string, threads: number): Promise<InferenceSession> =>
  InferenceSession.create(path.join(modelDir, 'model.onnx'), {
    executionProviders: ['cpu'],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    graphOptimizationLevel: 'all',
    // Without the arena the builder keeps less memory; batches are small enough for malloc.
    enableCpuMemArena: false,
  });

const openTokenizer = async (modelDir: string): Promise<Tokenizer> => {
  const [tokenizer, config] = await Promise.all(
    ['tokenizer.json', 'tokenizer_config.json'].map(async (file) =>
      JSON.parse(await readFile(path.join(modelDir, file), 'utf8'))
    )
  );
  return new Tokenizer(tokenizer, config);
};

/**
 * A sentence-transformers model with mean pooling, on the CPU.
 *
 * @param threads Threads per inference; 1 when several embedders share the cores.
 * @throws EMBEDDER_UNAVAILABLE when the model's files are missing.
 */
export const openMiniLm = async (modelDir: string, threads: number): Promise<Embedder> => {
  const model: ModelDescription = await readModelDescription(modelDir);
  const [session, tokenizer] = await Promise.all([openSession(modelDir, threads), openTokenizer(modelDir)]);
  return {
    info: embedderInfo(model),
    async embed(texts) {
      if (texts.length === 0) return new Float32Array(0);
      const batch = tokenize(tokenizer, texts, model.maxTokens);
      return pool(await run(session, batch, texts.length), batch, model.dimensions);
    },
    close: () => session.release(),
  };
};
