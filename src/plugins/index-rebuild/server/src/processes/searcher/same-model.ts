import { IndexRebuildError } from '../../domain/errors';
import type { IndexSpec } from '../../domain/index-spec';
import type { EmbedderInfo } from '../../ports/embedder';

/** @throws GENERATION_INCOMPATIBLE when vectors of the generation and of the embedder cannot be compared. */
export const assertSameModel = (
  { generation, spec }: { generation: string; spec: IndexSpec },
  { modelHash }: EmbedderInfo
): void => {
  if (modelHash === spec.modelHash) return;
  throw new IndexRebuildError(
    'GENERATION_INCOMPATIBLE',
    `Generation ${generation} was built with a different embedding model than the current one, or a different version of it: ${spec.model}. Run a rebuild.`
  );
};
