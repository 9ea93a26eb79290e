import path from 'node:path';

import { openSentenceModel } from '../../adapters/onnx/sentence-model';
import { openProviderQueryEmbedder } from '../../adapters/openai-compatible/embedder';
import { readWholeFile } from '../../backends/embedded/files/chunks';
import { readManifest } from '../../backends/embedded/files/manifest-file';
import { openVerified, type Step } from '../../backends/embedded/files/verified-files';
import { lexicalEngine } from '../../backends/embedded/lexical/engine';
import { loadCorpus } from '../../backends/embedded/searcher/corpus';
import { openLookAround } from '../../backends/embedded/searcher/look-around';
import { createQueryBatcher } from '../../backends/embedded/searcher/query-batcher';
import { createRanker, type Ranker } from '../../backends/embedded/searcher/ranker';
import { createTurns } from '../../backends/embedded/searcher/turns';
import { loadValues, type Values } from '../../backends/embedded/searcher/values';
import { createSuggester, type Suggester } from '../../backends/embedded/suggestions/suggester';
import { loadSuggestions } from '../../backends/embedded/suggestions/table';
import { IndexRebuildError } from '../../domain/errors';
import { FILES, type Manifest } from '../../domain/manifest';
import type { Embedder, EmbedderChoice, EmbedderInfo } from '../../ports/embedder';
import type { ServedGeneration, ServeJob } from '../protocol';
import { openQueryEmbedder } from './query-embedder';
import { warmUp } from './warm-up';

export type Serving = {
  ranker: Ranker;
  values: Values;
  /** Loads them when they are first asked for, so that nobody waits for them before. */
  suggestions: () => Promise<Suggester>;
  served: ServedGeneration;
};

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

const openSuggester = async (directory: string, { files, records }: Manifest): Promise<Suggester> => {
  if (!(FILES.suggestions in files)) return () => [];
  const bytes = await readWholeFile(path.join(directory, FILES.suggestions));
  return createSuggester(loadSuggestions(bytes), records);
};

const lazySuggester = (directory: string, manifest: Manifest): Serving['suggestions'] => {
  let suggester: Promise<Suggester> | null = null;
  return () => (suggester ??= openSuggester(directory, manifest));
};

/**
 * Loads a generation. What is used of its files has been compared with the manifest's checksums, and so
 * has the rest of them before this returns.
 *
 * @param step Awaited between two pieces of work.
 */
export const openGeneration = async (
  { directory, embedder: choice, beside }: ServeJob,
  step: Step
): Promise<Serving> => {
  const manifest = await readManifest(directory);
  await step();
  const files = openVerified(directory, manifest, step);
  const embedder = await openQueryEmbedder(
    () => openEmbedder(choice),
    (info) => assertSameModel(manifest, info)
  );
  await step();
  const corpus = await loadCorpus(manifest, files, step);
  await step();
  const values = await loadValues(manifest, files, step);
  await step();
  const lexical = lexicalEngine.load(await files.read(FILES.lexical));
  await step();
  await files.verifyOthers();
  const lookAround = await openLookAround(directory, manifest, corpus, step);
  const { cutOff = null } = manifest;
  const batcher = createQueryBatcher(embedder, corpus.dimensions);
  const ranker = createRanker({
    ...{ corpus, lookAround, cutOff, lexical, batcher, values },
    turn: createTurns(),
    knowsWord: embedder.knowsWord,
    readsWord: embedder.readsWord,
  });
  if (beside) await warmUp(ranker, corpus, choice, step);
  return {
    ...{ ranker, values, suggestions: lazySuggester(directory, manifest) },
    served: {
      generation: manifest.generation,
      records: manifest.counts.records,
      filterable: values.filterable,
    },
  };
};
