import { openProviderQueryEmbedder } from '../../adapters/openai-compatible/embedder';
import type { Embedder } from '../../ports/embedder';
import type { Log } from '../../ports/log';
import type { ServeJob } from '../protocol';
import { openQueryModel } from './query-model';

/** What embeds queries. @throws EMBEDDER_UNAVAILABLE */
export const openEmbedder = async (
  { embedder, timeouts }: ServeJob,
  log: Pick<Log, 'warn'>
): Promise<Embedder> =>
  embedder.kind === 'local'
    ? openQueryModel(embedder, log)
    : openProviderQueryEmbedder(embedder, process.env, timeouts.queryEmbeddingMs);
