import { createEitherBackend } from '../backends/either';
import { createEmbeddedBackend } from '../backends/embedded';
import { createOpenSearchBackend } from '../backends/opensearch';
import { openCluster } from '../backends/opensearch/cluster/cluster';
import type { EngineSettings } from '../config/engine';
import { refuse, type ResolvedSettings } from '../config/settings';
import { textRules } from '../config/sources';
import type { ArtifactStore } from '../ports/artifact-store';
import type { OpenOptions, SearchBackend } from '../ports/search-backend';
import type { Searcher } from '../ports/searcher';
import type { BuiltIndex, ServedIndex } from '../processes/protocol';
import { startSearcher } from '../processes/searcher/start-searcher';
import type { Strapi } from '../lib/strapi';

/** How many of the overlay's records have their vectors kept: more than it holds, since they come and go. */
const KEPT_TIMES = 3;
const MIN_KEPT = 1_000;

/** What keeps the index, and what other processes have to know of it. The installation may not be known yet. */
export type Engine = {
  backend: SearchBackend;
  forBuilder(): BuiltIndex;
  indexOf(generation: string): Promise<ServedIndex>;
};

type Start = (index: ServedIndex, options: OpenOptions) => Promise<Searcher>;

type OpenSearchSettings = Extract<EngineSettings, { kind: 'opensearch' }>;

const openSearch = (
  { nodes, ca, auth, timeoutMs, prefix, shards, replicas }: OpenSearchSettings,
  store: ArtifactStore,
  start: Start
): Engine => {
  const choice = { nodes, ca, auth, timeoutMs };
  const prefixHere = (): string => `${prefix}-${store.installation}`.toLowerCase();
  const index = () => ({ engine: 'opensearch' as const, cluster: choice, prefix: prefixHere() });
  const indexOf = (generation: string) => ({ ...index(), generation });
  return {
    backend: createOpenSearchBackend({
      ...{ cluster: openCluster(choice, process.env), prefix: prefixHere, shards, replicas, store },
      startSearcher: (generation, options) => start(indexOf(generation), options),
    }),
    forBuilder: () => ({ ...index(), shards, replicas }),
    indexOf: async (generation) => indexOf(generation),
  };
};

const embedded = (exactUpTo: number, store: ArtifactStore, start: Start): Engine => ({
  backend: createEmbeddedBackend({
    ...{ store, exactUpTo },
    startSearcher: (directory, options) => start({ engine: 'embedded', directory }, options),
  }),
  forBuilder: () => ({ engine: 'embedded', exactUpTo }),
  indexOf: async (generation) => ({ engine: 'embedded', directory: store.directoryOf(generation) }),
});

/** @throws naming the setting when a cluster cannot be asked like this. */
const movedToCluster = (settings: OpenSearchSettings, store: ArtifactStore, start: Start): Engine => {
  try {
    const present = openSearch(settings, store, start);
    // What was built before the move is on the disk, and nothing is built there any more.
    const former = embedded(0, store, start);
    return {
      ...present,
      backend: createEitherBackend(present.backend, former.backend),
      async indexOf(generation) {
        const isFormer = await former.backend.holds(generation);
        return (isFormer ? former : present).indexOf(generation);
      },
    };
  } catch (error) {
    return refuse('engine', (error as Error).message);
  }
};

export const createEngine = (
  settings: ResolvedSettings,
  store: ArtifactStore,
  log: Strapi['log']
): Engine => {
  const { embedder, setupDir, engine, timeouts } = settings;
  const start: Start = (index, options) => {
    const overlay = {
      directory: store.overlayDirectory,
      maxKept: Math.max(MIN_KEPT, KEPT_TIMES * (settings.overlay ? settings.overlay.maxRecords : 0)),
      rules: textRules(settings),
    };
    return startSearcher({ index, embedder, setupDir, overlay, timeouts, ...options }, log);
  };
  return engine.kind === 'opensearch'
    ? movedToCluster(engine, store, start)
    : embedded(engine.exactUpTo, store, start);
};
