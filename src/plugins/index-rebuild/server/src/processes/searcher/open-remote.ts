import type { Step } from '../../backends/embedded/files/verified-files';
import { createOverlay } from '../../backends/embedded/overlay/overlay';
import { createOverlaidSuggester } from '../../backends/embedded/overlay/suggestions';
import { createRelatedWords } from '../../backends/embedded/related/related-words';
import type { Corpus } from '../../backends/embedded/searcher/corpus';
import { createQueryBatcher } from '../../backends/embedded/searcher/query-batcher';
import { createTurns } from '../../backends/embedded/searcher/turns';
import { createValues } from '../../backends/embedded/searcher/values';
import { createSuggester } from '../../backends/embedded/suggestions/suggester';
import { loadSuggestions } from '../../backends/embedded/suggestions/table';
import { withBreaker } from '../../backends/opensearch/cluster/breaker';
import { openCluster } from '../../backends/opensearch/cluster/cluster';
import { withSecondTry } from '../../backends/opensearch/cluster/second-try';
import { valuePathsOf } from '../../backends/opensearch/generation/mapping';
import {
  openParts,
  readSuggestions,
  type RemoteGeneration,
} from '../../backends/opensearch/generation/open-parts';
import { createChanged } from '../../backends/opensearch/searcher/changed';
import { createPairCounts, emptyLexicalIndex } from '../../backends/opensearch/searcher/overlay-words';
import { createRemoteRanker } from '../../backends/opensearch/searcher/ranker';
import { heldRecord } from '../../backends/opensearch/searcher/records';
import { relatedSourceInCluster } from '../../backends/opensearch/searcher/related';
import { recordKey, recordOf } from '../../domain/record';
import { monotonicMs } from '../../lib/monotonic';
import type { RemoteIndex, ServeJob } from '../protocol';
import { openEmbedder } from './open-embedder';
import { openOverlayWork } from './open-overlay';
import { openQueryEmbedder } from './query-embedder';
import { assertSameModel } from './same-model';
import type { Background, Serving, Suggest } from './serving';

/** No record of the generation is here. */
const emptyCorpus = (dimensions: number): Corpus => ({
  ...{ records: [], dimensions, vectors: new Float32Array(0), groups: [], passages: [] },
  ...{ recordOfRow: new Int32Array(0), firstRow: Int32Array.of(0), ofDocument: new Map() },
});

/**
 * Opens a generation on OpenSearch: this process embeds queries, ranks what the cluster finds, and holds the
 * overlay.
 */
export const openRemote = async (
  { cluster: choice, prefix, generation }: RemoteIndex,
  job: ServeJob,
  step: Step,
  background: Background
): Promise<Serving> => {
  // The model is loaded on its own thread, meanwhile.
  const client = openCluster(choice, process.env);
  const parts: RemoteGeneration = await openParts(client, prefix, generation, step);
  const cluster = withBreaker(withSecondTry(client, monotonicMs), monotonicMs);
  const { facts, index, sample, vocabulary } = parts;
  const { spec } = facts;
  const embedder = await openQueryEmbedder(
    () => openEmbedder(job, background.log),
    (info) => assertSameModel({ generation, spec }, info),
    background.log
  );
  const filterable = Object.fromEntries(spec.sources.map((source) => [source.uid, source.filterable]));
  const values = createValues([], filterable);
  const pairs = createPairCounts(vocabulary);
  const overlay = createOverlay(emptyCorpus(spec.dimensions), emptyLexicalIndex(vocabulary, pairs), values);
  const changed = createChanged(filterable);
  const found = { cluster, index, facts, vocabulary, overlay, pathOf: valuePathsOf(spec) };
  const ranker = createRemoteRanker({
    ...{ ...found, pairs, sample, values },
    changed: changed.current,
    batcher: createQueryBatcher(embedder, spec.dimensions),
    turn: createTurns(),
    knowsWord: embedder.knowsWord,
    readsWord: embedder.readsWord,
  });
  let suggester: Promise<Suggest> | null = null;
  const loadSuggester = async (): Promise<Suggest> => {
    const { bytes, keys } = await readSuggestions(client, parts);
    return createOverlaidSuggester(createSuggester(loadSuggestions(bytes), keys.map(recordOf)), overlay);
  };
  return {
    ...{ ranker, refresh: changed.refresh },
    suggestions: () =>
      (suggester ??= loadSuggester().catch((error: unknown) => {
        suggester = null;
        throw error;
      })),
    related: createRelatedWords({
      source: relatedSourceInCluster({ ...found, changed: changed.current }),
      ...{ embedder, giveWay: background.giveWay },
    }),
    overlay: openOverlayWork(
      job,
      { generation, spec },
      // Without the generation's record its text is embedded once more.
      {
        ...{ ...background, overlay },
        held: (record) => heldRecord({ cluster, index }, recordKey(record)).catch(() => undefined),
      }
    ),
    served: { generation, records: facts.records, filterable },
  };
};
