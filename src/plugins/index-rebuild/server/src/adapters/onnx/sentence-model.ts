import path from 'node:path';

import type { Embedder } from '../../ports/embedder';
import { embedderInfo, readModelDescription } from './model-files';
import { pool } from './pooling';
import { openSession, runSession } from './session';
import { openTokens } from './tokens';

/**
 * A sentence-transformers model on the CPU.
 *
 * @param modelDir Its folder, with the model.json that `setup` writes.
 * @param threads Threads per inference; 1 when several embedders share the cores.
 * @throws EMBEDDER_UNAVAILABLE when the model's description is missing or invalid.
 */
export const openSentenceModel = async (modelDir: string, threads: number): Promise<Embedder> => {
  const model = await readModelDescription(modelDir);
  const [session, { tokenize, knowsWord, readsWord }] = await Promise.all([
    openSession(path.join(modelDir, model.file), threads),
    openTokens(modelDir),
  ]);
  return {
    info: embedderInfo(model),
    async embed(texts, role = 'passage') {
      if (texts.length === 0) return new Float32Array(0);
      const prefix = model.prefixes[role];
      const batch = tokenize(prefix ? texts.map((text) => prefix + text) : texts, model.maxTokens);
      const { numbers } = await runSession(session, batch, model.output);
      return pool(numbers, batch, model);
    },
    knowsWord,
    readsWord,
    close: () => session.release(),
  };
};
