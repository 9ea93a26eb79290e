import { openTokens } from '../../adapters/onnx/tokens';
import { embedderUnavailable, hasCode } from '../../domain/errors';
import type { Embedder, LocalEmbedder } from '../../ports/embedder';
import type { Log } from '../../ports/log';
import { openEmbedderPool } from '../embedding/embedder-pool';

const WORKERS = { threads: 1, batchSize: 4 };

/** A model that cannot embed a word cannot embed anything. */
const asUnavailable = (error: unknown): unknown =>
  hasCode(error, 'EMBEDDING_FAILED') ? embedderUnavailable(error.message) : error;

/**
 * The local model for queries, on a thread of its own: its runtime works on the thread that calls it, so
 * that one query could not be ranked while the next one is embedded.
 *
 * @throws EMBEDDER_UNAVAILABLE
 */
export const openQueryModel = async (choice: LocalEmbedder, log: Pick<Log, 'warn'>): Promise<Embedder> => {
  const pool = await openEmbedderPool(choice, WORKERS, log);
  const tokens = openTokens(choice.modelDir);
  tokens.catch(() => {});
  // Checks the model's files first, those of the tokens among them.
  await pool.embed(['word'], 'query').catch(async (error: unknown) => {
    // Each later try opens one of its own.
    await pool.close();
    throw asUnavailable(error);
  });
  const { knowsWord, readsWord } = await tokens;
  return { ...pool, knowsWord, readsWord };
};
