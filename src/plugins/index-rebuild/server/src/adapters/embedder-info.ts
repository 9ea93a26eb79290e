import { embedderUnavailable, toIndexRebuildError } from '../domain/errors';
import type { EmbedderChoice, EmbedderInfo } from '../ports/embedder';
import { embedderInfo, readModelDescription } from './onnx/model-files';
import { openProviderEmbedder, providerEmbedderInfo } from './openai-compatible/embedder';

/** Describes the embedder without opening it. @throws EMBEDDER_UNAVAILABLE */
export const describeEmbedder = async (choice: EmbedderChoice): Promise<EmbedderInfo> =>
  choice.kind === 'local'
    ? embedderInfo(await readModelDescription(choice.modelDir))
    : providerEmbedderInfo(choice);

/**
 * Embeds one text, so that a wrong address, key, model or width ends a run before it begins.
 *
 * @throws EMBEDDER_UNAVAILABLE
 */
export const checkEmbedder = async (choice: EmbedderChoice, signal: AbortSignal): Promise<void> => {
  if (choice.kind === 'local') return;
  await openProviderEmbedder(choice, process.env, { signal })
    .embed(['probe'])
    .catch((thrown: unknown) => {
      const error = toIndexRebuildError(thrown);
      if (error.code !== 'EMBEDDING_FAILED') throw error;
      // A provider that refuses this text refuses every text.
      throw embedderUnavailable(error.message);
    });
};
