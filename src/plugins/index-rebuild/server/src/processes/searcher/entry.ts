import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { engineOfKind } from '../../backends/embedded/faiss/engines';
import { verifyGeneration } from '../../backends/embedded/files/manifest-file';
import { lexicalEngine } from '../../backends/embedded/lexical/engine';
import { openMiniLm } from '../../adapters/onnx/minilm';
import { openProviderQueryEmbedder } from '../../adapters/openai-compatible/embedder';
import { IndexRebuildError, toIndexRebuildError } from '../../domain/errors';
import { FILES } from '../../domain/manifest';
import type { Embedder, EmbedderChoice } from '../../ports/embedder';
import { endWithParent, sendToParent } from '../child';
import type { FromSearcher, ServedGeneration, ServeJob, ToSearcher } from '../protocol';
import { loadCorpus } from '../../backends/embedded/searcher/corpus';
import { createQueryBatcher } from '../../backends/embedded/searcher/query-batcher';
import { createRanker, type Ranker } from '../../backends/embedded/searcher/ranker';

const tell = (message: FromSearcher): Promise<void> => sendToParent(message);

type Serving = { ranker: Ranker; served: ServedGeneration };

const openEmbedder = async (choice: EmbedderChoice): Promise<Embedder> =>
  choice.kind === 'local' ? openMiniLm(choice.modelDir, 1) : openProviderQueryEmbedder(choice, process.env);

/** Loads a generation after its files have been compared with the manifest's checksums. */
const open = async ({ directory, embedder: choice }: ServeJob): Promise<Serving> => {
  // One after the other: a swap is to leave a core to the live searcher.
  const manifest = await verifyGeneration(directory);
  const embedder = await openEmbedder(choice);
  const { modelHash, model } = manifest.spec;
  if (modelHash !== embedder.info.modelHash) {
    throw new IndexRebuildError(
      'GENERATION_INCOMPATIBLE',
      `Generation ${manifest.generation} was made with another embedding model than the current one, or another version of it: ${model}. Run a rebuild.`
    );
  }
  const index = engineOfKind(manifest.engine.kind).load(path.join(directory, FILES.index));
  const corpus = await loadCorpus(directory, manifest);
  const lexical = lexicalEngine.load(await readFile(path.join(directory, FILES.lexical)));
  return {
    ranker: createRanker(corpus, index, lexical, createQueryBatcher(embedder, index)),
    served: { generation: manifest.generation, records: manifest.counts.records },
  };
};

const serve = async (job: ServeJob): Promise<void> => {
  const { ranker, served } = await open(job);
  process.on('message', (message: ToSearcher) => {
    if (message.type !== 'search') return;
    const { id, request } = message;
    ranker.search(request).then(
      (answer) => tell({ type: 'answer', id, answer }),
      (error) => tell({ type: 'error', id, error: toIndexRebuildError(error).toPlain() })
    );
  });
  await tell({ type: 'serving', served });
};

const main = async (): Promise<void> => {
  endWithParent();
  const first = new Promise<ToSearcher>((resolve) => process.once('message', resolve));
  await tell({ type: 'ready' });
  const message = await first;
  if (message.type !== 'serve') return;
  try {
    await serve(message.job);
  } catch (error) {
    await tell({
      type: 'refused',
      error: toIndexRebuildError(error, 'GENERATION_CORRUPT').toPlain(),
    });
    process.disconnect();
  }
};

void main();
