import type { ArtifactStore } from '../../ports/artifact-store';
import type { OpenOptions, SearchBackend } from '../../ports/search-backend';
import type { Searcher } from '../../ports/searcher';
import { engineFor } from './engines';
import { readManifestEntries, readManifestHead } from './files/manifest-entries';
import { verifyGeneration } from './files/manifest-file';
import { openVectorCache } from './files/vector-cache';
import { openKeptVectors } from './overlay/kept-vectors';
import { lexicalEngine } from './lexical/engine';
import { scanEngine } from './scan/engine';
import { openGenerationWriter, type WriterEngines } from './writer';

type Options = {
  store: ArtifactStore;
  /** Up to this many vectors, a search compares every one. */
  exactUpTo: number;
  /** Starts a searcher process on a directory with a generation's files. */
  startSearcher(directory: string, options: OpenOptions): Promise<Searcher>;
};

/** FAISS and a lexical index in processes of this machine; files in an artifact store. */
export const createEmbeddedBackend = ({ store, exactUpTo, startSearcher }: Options): SearchBackend => {
  const engines: WriterEngines = {
    engineFor: (rows, dimensions) => engineFor(rows, dimensions, exactUpTo),
    exact: scanEngine,
    lexical: lexicalEngine,
  };
  return {
    async begin(generation, spec) {
      const writer = await openGenerationWriter(store.directoryOf(generation), spec, engines);
      return {
        ...writer,
        async seal(facts) {
          const sealed = await writer.seal(facts);
          await store.put(generation);
          return sealed;
        },
      };
    },
    openVectorCache: (generations, spec) =>
      openVectorCache(
        generations.map((generation) => store.directoryOf(generation)),
        spec,
        openKeptVectors(store.overlayDirectory)
      ),
    open: async (generation, options) => startSearcher(await store.fetch(generation), options),
    list: () => store.list(),
    remove: (generation) => store.remove(generation),
    async readEntries(generation, onEntry) {
      return readManifestEntries(
        await store.fetch(generation),
        ({ uid, documentId, locale, fingerprint, textHash = null }) =>
          onEntry({ uid, documentId, locale, fingerprint, textHash })
      );
    },
    async readSummary(generation) {
      const head = await readManifestHead(await store.fetch(generation));
      const { run, createdAt, counts, spec, specHash, files } = head;
      const bytes = Object.values(files).reduce((sum, file) => sum + file.bytes, 0);
      const { records, rows } = counts;
      return { run, createdAt: new Date(createdAt), records, rows, spec, specHash, bytes };
    },
    async verify(generation) {
      await verifyGeneration(await store.fetch(generation));
    },
    forgetKeptVectors: () => openKeptVectors(store.overlayDirectory).prune(0),
    freeBytes: () => store.freeBytes(),
  };
};
