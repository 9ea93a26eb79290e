import { readManifest } from '../../backends/embedded/files/manifest-file';
import { openVerified, type Step } from '../../backends/embedded/files/verified-files';
import { lexicalEngine } from '../../backends/embedded/lexical/engine';
import { createOverlay, placeOf, type Overlay } from '../../backends/embedded/overlay/overlay';
import { createOverlaidSuggester } from '../../backends/embedded/overlay/suggestions';
import { loadCorpus, vectorsOf, type Corpus } from '../../backends/embedded/searcher/corpus';
import { openLookAround } from '../../backends/embedded/searcher/look-around';
import { relatedSourceHere } from '../../backends/embedded/related/records-here';
import { createRelatedWords } from '../../backends/embedded/related/related-words';
import { createQueryBatcher } from '../../backends/embedded/searcher/query-batcher';
import { createRanker } from '../../backends/embedded/searcher/ranker';
import { createTurns } from '../../backends/embedded/searcher/turns';
import { loadValues } from '../../backends/embedded/searcher/values';
import { createSuggester, type Suggester } from '../../backends/embedded/suggestions/suggester';
import { loadSuggestions } from '../../backends/embedded/suggestions/table';
import { FILES, type Manifest } from '../../domain/manifest';
import type { RecordRef } from '../../domain/record';
import type { ServeJob } from '../protocol';
import { openOverlayWork } from './open-overlay';
import type { Held } from './overlay-record';
import { openEmbedder } from './open-embedder';
import { openQueryEmbedder } from './query-embedder';
import { assertSameModel } from './same-model';
import type { Background, Serving } from './serving';
import { warmUp } from './warm-up';

/** @param bytes Of the file with the suggestions, which may be gone by now; null for a generation without one. */
const lazySuggester = (
  bytes: Uint8Array | null,
  { records }: Manifest,
  overlay: Overlay
): Serving['suggestions'] => {
  let suggester: ReturnType<typeof createOverlaidSuggester> | null = null;
  const own = (): Suggester => (bytes ? createSuggester(loadSuggestions(bytes), records) : () => []);
  return async () => (suggester ??= createOverlaidSuggester(own(), overlay));
};

/** What the generation has of a record. */
const heldIn = ({ records }: Manifest, corpus: Corpus, record: RecordRef): Held | undefined => {
  const place = placeOf(corpus, record);
  if (place === undefined) return undefined;
  const { fingerprint, textHash = null } = records[place];
  const { vectors, from } = vectorsOf(corpus, place);
  const rows = corpus.firstRow[place + 1] - corpus.firstRow[place];
  return {
    ...{ fingerprint, textHash },
    passages: corpus.passages.at(place) ?? [],
    vectors: vectors.subarray(from, from + rows * corpus.dimensions),
  };
};

/**
 * Loads a generation. What is used of its files has been compared with the manifest's checksums, and so
 * has the rest of them before this returns.
 *
 * @param step Awaited between two pieces of work.
 */
export const openEmbedded = async (
  directory: string,
  job: ServeJob,
  step: Step,
  background: Background
): Promise<Serving> => {
  const { embedder: choice, beside } = job;
  const manifest = await readManifest(directory);
  await step();
  const files = openVerified(directory, manifest, step);
  // The model is loaded on its own thread, meanwhile.
  const opening = openQueryEmbedder(
    () => openEmbedder(job, background.log),
    (info) => assertSameModel(manifest, info),
    background.log
  );
  opening.catch(() => {});
  const corpus = await loadCorpus(manifest, files, step);
  await step();
  const values = await loadValues(manifest, files, step);
  await step();
  const lexical = lexicalEngine.load(await files.read(FILES.lexical));
  await step();
  const suggestions = FILES.suggestions in manifest.files ? await files.read(FILES.suggestions) : null;
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
  if (beside) await warmUp(ranker, corpus, choice, step, background.log);
  return {
    ...{ ranker, refresh: values.refresh, suggestions: lazySuggester(suggestions, manifest, overlay) },
    related: createRelatedWords({
      source: relatedSourceHere({ searched: overlay.current, lookAround }),
      ...{ embedder, giveWay: background.giveWay },
    }),
    overlay: openOverlayWork(job, manifest, {
      ...{ ...background, overlay, held: async (record) => heldIn(manifest, corpus, record) },
    }),
    served: {
      generation: manifest.generation,
      records: manifest.counts.records,
      filterable: values.filterable,
    },
  };
};
