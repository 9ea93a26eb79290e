import { hasCode, semanticSearchUnavailable, type IndexRebuildError } from '../../domain/errors';
import { monotonicMs } from '../../lib/monotonic';
import type { Embedder, EmbedderInfo } from '../../ports/embedder';
import type { Log } from '../../ports/log';

/** Embeds texts as queries. */
export type QueryEmbedder = {
  embed(texts: readonly string[]): Promise<Float32Array>;
  /** Whether the model is known to have a word in its vocabulary. */
  knowsWord(word: string): boolean;
  /** Whether it is known to read a word in long parts. */
  readsWord(word: string): boolean;
};

/** Pause between tries to open the embedder, each of which reads and hashes its files. */
const RETRY_MS = 10_000;

/**
 * The embedder of a searcher's queries. While it cannot be opened, the searcher still answers by words,
 * and queries by meaning are refused.
 *
 * @param check Throws when the embedder is not the generation's.
 * @throws what `open` throws besides EMBEDDER_UNAVAILABLE, and what `check` throws.
 */
export const openQueryEmbedder = async (
  open: () => Promise<Embedder>,
  check: (info: EmbedderInfo) => void,
  log: Pick<Log, 'info' | 'warn'>,
  now: () => number = monotonicMs
): Promise<QueryEmbedder> => {
  let failure: IndexRebuildError | null = null;
  let failedAt = -Infinity;
  let embedder: Embedder | null = null;
  /** Of queries that come together, one opens it. */
  let opening: Promise<void> | null = null;

  const openChecked = async (): Promise<Embedder> => {
    const opened = await open();
    try {
      check(opened.info);
    } catch (error) {
      await opened.close();
      throw error;
    }
    return opened;
  };

  const tryToOpen = async (): Promise<void> => {
    try {
      embedder = await openChecked();
      if (failure) log.info('queries are embedded again');
    } catch (error) {
      failedAt = now();
      if (!hasCode(error, 'EMBEDDER_UNAVAILABLE')) throw error;
      // Said once, however often it is tried again.
      if (failure?.details.reason !== error.message) log.warn(`queries cannot be embedded: ${error.message}`);
      failure = semanticSearchUnavailable(error.message);
    }
  };

  await tryToOpen();
  return {
    async embed(texts) {
      if (!embedder && now() - failedAt >= RETRY_MS) {
        opening ??= tryToOpen().finally(() => (opening = null));
        await opening;
      }
      if (embedder) return embedder.embed(texts, 'query');
      throw failure;
    },
    knowsWord: (word) => embedder?.knowsWord?.(word) ?? false,
    readsWord: (word) => embedder?.readsWord?.(word) ?? false,
  };
};
