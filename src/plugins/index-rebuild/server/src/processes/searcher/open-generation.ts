import path from 'node:path';

import { openProviderQueryEmbedder } from '../../adapters/openai-compatible/embedder';
import { readWholeFile } from '../../backends/embedded/files/chunks';
import { readManifest } from '../../backends/embedded/files/manifest-file';
import { openVerified, type Step } from '../../backends/embedded/files/verified-files';
import { lexicalEngine } from '../../backends/embedded/lexical/engine';
import { createOverlay, type Overlay } from '../../backends/embedded/overlay/overlay';
import { createOverlaidSuggester } from '../../backends/embedded/overlay/suggestions';
import { loadCorpus } from '../../backends/embedded/searcher/corpus';
import { openLookAround } from '../../backends/embedded/searcher/look-around';
import { createRelatedWords, type RelatedWords } from '../../backends/embedded/related/related-words';
import { createQueryBatcher } from '../../backends/embedded/searcher/query-batcher';
import { createRanker, type Ranker } from '../../backends/embedded/searcher/ranker';
import { createTurns } from '../../backends/embedded/searcher/turns';
import { loadValues, type Values } from '../../backends/embedded/searcher/values';
import { createSuggester, type Suggester } from '../../backends/embedded/suggestions/suggester';
import { loadSuggestions } from '../../backends/embedded/suggestions/table';
import { FILES, type Manifest } from '../../domain/manifest';
import type { Embedder, EmbedderChoice } from '../../ports/embedder';
import type { ServedGeneration, ServeJob } from '../protocol';
import { openOverlayWork } from './open-overlay';
import type { OverlayWork, OverlayWorkParts } from './overlay-work';
import { openQueryEmbedder } from './query-embedder';
import { openQueryModel } from './query-model';
import { assertSameModel } from './same-model';
import { warmUp } from './warm-up';

type Suggest = ReturnType<typeof createOverlaidSuggester>;

export type Serving = {
  ranker: Ranker;
  values: Values;
  overlay: OverlayWork;
  /** Loads them when they are first asked for, so that nobody waits for them before. */
  suggestions: () => Promise<Suggest>;
  related: RelatedWords;
  served: ServedGeneration;
};

const openEmbedder = async (choice: EmbedderChoice): Promise<Embedder> =>
  choice.kind === 'local' ? openQueryModel(choice) : openProviderQueryEmbedder(choice, process.env);

const openSuggester = async (directory: string, { files, records }: Manifest): Promise<Suggester> => {
  if (!(FILES.suggestions in files)) return () => [];
  const bytes = await readWholeFile(path.join(directory, FILES.suggestions));
  return createSuggester(loadSuggestions(bytes), records);
};

const lazySuggester = (directory: string, manifest: Manifest, overlay: Overlay): Serving['suggestions'] => {
  let suggester: Promise<Suggest> | null = null;
  return () =>
    (suggester ??= openSuggester(directory, manifest).then((own) => createOverlaidSuggester(own, overlay)));
};

/**
 * Loads a generation. What is used of its files has been compared with the manifest's checksums, and so
 * has the rest of them before this returns.
 *
 * @param step Awaited between two pieces of work.
 */
export const openGeneration = async (
  job: ServeJob,
  step: Step,
  background: Pick<OverlayWorkParts, 'giveWay' | 'tell'>
): Promise<Serving> => {
  const { directory, embedder: choice, beside } = job;
  const manifest = await readManifest(directory);
  await step();
  const files = openVerified(directory, manifest, step);
  // The model is loaded on its own thread, meanwhile.
  const opening = openQueryEmbedder(
    () => openEmbedder(choice),
    (info) => assertSameModel(manifest, info)
  );
  opening.catch(() => {});
  const corpus = await loadCorpus(manifest, files, step);
  await step();
  const values = await loadValues(manifest, files, step);
  await step();
  const lexical = lexicalEngine.load(await files.read(FILES.lexical));
  await step();
  await files.verifyOthers();
  const lookAround = await openLookAround(directory, manifest, corpus, step);
  const embedder = await opening;
  const { cutOff = null } = manifest;
  const batcher = createQueryBatcher(embedder, corpus.dimensions);
  const overlay = createOverlay(corpus, lexical, values);
  const ranker = createRanker({
    ...{ lookAround, cutOff, batcher, values },
    sources: manifest.spec.sources,
    searched: overlay.current,
    turn: createTurns(),
    knowsWord: embedder.knowsWord,
    readsWord: embedder.readsWord,
  });
  if (beside) await warmUp(ranker, corpus, choice, step);
  return {
    ...{ ranker, values, suggestions: lazySuggester(directory, manifest, overlay) },
    related: createRelatedWords({
      ...{ searched: overlay.current, lookAround, embedder, giveWay: background.giveWay },
    }),
    overlay: openOverlayWork(job, manifest, corpus, { ...background, overlay }),
    served: {
      generation: manifest.generation,
      records: manifest.counts.records,
      filterable: values.filterable,
    },
  };
};
