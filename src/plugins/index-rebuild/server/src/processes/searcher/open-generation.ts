import { readWholeFile } from '../../backends/embedded/files/chunks';
import path from 'node:path';

import { openSentenceModel } from '../../adapters/onnx/sentence-model';
import { openProviderQueryEmbedder } from '../../adapters/openai-compatible/embedder';
import { verifyGeneration } from '../../backends/embedded/files/manifest-file';
import { lexicalEngine } from '../../backends/embedded/lexical/engine';
import { loadCorpus } from '../../backends/embedded/searcher/corpus';
import { openLookAround } from '../../backends/embedded/searcher/look-around';
import { createQueryBatcher } from '../../backends/embedded/searcher/query-batcher';
import { createRanker, type Ranker } from '../../backends/embedded/searcher/ranker';
import { createTurns } from '../../backends/embedded/searcher/turns';
import { loadValues, type Values } from '../../backends/embedded/searcher/values';
import { IndexRebuildError } from '../../domain/errors';
import { FILES, type Manifest } from '../../domain/manifest';
import type { Embedder, EmbedderChoice, EmbedderInfo } from '../../ports/embedder';
import type { ServedGeneration, ServeJob } from '../protocol';
import { openQueryEmbedder } from './query-embedder';

export type Serving = { ranker: Ranker; values: Values; served: ServedGeneration };

const openEmbedder = async (choice: EmbedderChoice): Promise<Embedder> =>
  choice.kind === 'local'
    ? openSentenceModel(choice.modelDir, 1)
    : openProviderQueryEmbedder(choice, process.env);

/** @throws GENERATION_INCOMPATIBLE when vectors of the generation and of the embedder cannot be compared. */
const assertSameModel = ({ generation, spec }: Manifest, { modelHash }: EmbedderInfo): void => {
  if (modelHash === spec.modelHash) return;
  throw new IndexRebuildError(
    'GENERATION_INCOMPATIBLE',
    `Generation ${generation} was built with a different embedding model than the current one, or a different version of it: ${spec.model}. Run a rebuild.`
  );
};

/**
 * Loads a generation after its files have been compared with the manifest's checksums.
 *
 * @param onProgress Called repeatedly while it loads.
 */
export const openGeneration = async (
  { directory, embedder: choice }: ServeJob,
  onProgress: () => void
): Promise<Serving> => {
  // One after the other: a swap must leave a core to the live searcher.
  const manifest = await verifyGeneration(directory, onProgress);
  const embedder = await openQueryEmbedder(
    () => openEmbedder(choice),
    (info) => assertSameModel(manifest, info)
  );
  onProgress();
  const corpus = await loadCorpus(directory, manifest);
  onProgress();
  const lookAround = await openLookAround(directory, manifest, corpus);
  onProgress();
  const values = await loadValues(directory, manifest);
  onProgress();
  const lexical = lexicalEngine.load(await readWholeFile(path.join(directory, FILES.lexical)));
  const { cutOff = null } = manifest;
  const batcher = createQueryBatcher(embedder, corpus.dimensions);
  return {
    ranker: createRanker({
      ...{ corpus, lookAround, cutOff, lexical, batcher, values },
      turn: createTurns(),
      knowsWord: embedder.knowsWord,
    }),
    values,
    served: {
      generation: manifest.generation,
      records: manifest.counts.records,
      filterable: values.filterable,
    },
  };
};
