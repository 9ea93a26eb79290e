import type { EmbedderChoice, EmbedderInfo } from '../ports/embedder';
import { embedderInfo, readModelDescription } from './onnx/model-files';
import { providerEmbedderInfo } from './openai-compatible/embedder';

/** What the embedder says of itself, without opening it. @throws EMBEDDER_UNAVAILABLE */
export const describeEmbedder = async (choice: EmbedderChoice): Promise<EmbedderInfo> =>
  choice.kind === 'local'
    ? embedderInfo(await readModelDescription(choice.modelDir))
    : providerEmbedderInfo(choice);
