import { openProviderQueryEmbedder } from '../../adapters/openai-compatible/embedder';
import type { Embedder, EmbedderChoice } from '../../ports/embedder';
import { openQueryModel } from './query-model';

/** What embeds queries. @throws EMBEDDER_UNAVAILABLE */
export const openEmbedder = async (choice: EmbedderChoice): Promise<Embedder> =>
  choice.kind === 'local' ? openQueryModel(choice) : openProviderQueryEmbedder(choice, process.env);
