import { openProviderQueryEmbedder } from '../../adapters/openai-compatible/embedder';
import type { Embedder } from '../../ports/embedder';
import type { ServeJob } from '../protocol';
import { openQueryModel } from './query-model';

/** What embeds queries. @throws EMBEDDER_UNAVAILABLE */
export const openEmbedder = async ({ embedder, timeouts }: ServeJob): Promise<Embedder> =>
  embedder.kind === 'local'
    ? openQueryModel(embedder)
    : openProviderQueryEmbedder(embedder, process.env, timeouts.queryEmbeddingMs);
