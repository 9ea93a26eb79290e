import { hasCode, IndexRebuildError } from '../../domain/errors';
import { isDamage } from '../../domain/recovery';
import type { ArtifactStore } from '../../ports/artifact-store';
import type { OpenOptions, SearchBackend } from '../../ports/search-backend';
import type { Searcher } from '../../ports/searcher';
import { engineFor } from './engines';
import { headIn, readManifestEntries, readManifestHead, type ManifestHead } from './files/manifest-entries';
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

/**
 * Does something with a generation's files. Where they are damaged they are fetched again, if the store has
 * them, and it is done once more.
 */
const withFiles = async <T>(
  store: ArtifactStore,
  generation: string,
  work: (directory: string) => Promise<T>
): Promise<T> => {
  const directory = await store.fetch(generation);
  try {
    return await work(directory);
  } catch (error) {
    if (!(error instanceof IndexRebuildError) || !isDamage(error.code)) throw error;
    const isFetched = await store.fetchAgain(generation).catch((problem) => {
      // Nobody has it any more: what is wrong with it here is what matters.
      throw hasCode(problem, 'GENERATION_MISSING') ? error : problem;
    });
    if (!isFetched) throw error;
    return work(directory);
  }
};

/** A manifest's head, from the store where the files are not here. */
const headOf = async (store: ArtifactStore, generation: string): Promise<ManifestHead> => {
  try {
    return await readManifestHead(store.directoryOf(generation));
  } catch (error) {
    const kept = await store.summaryOf(generation);
    if (kept === null) throw error;
    return headIn(generation, kept);
  }
};

/** FAISS and a lexical index in processes of this machine; files in an artifact store. */
export const createEmbeddedBackend = ({ store, exactUpTo, startSearcher }: Options): SearchBackend => {
  const engines: WriterEngines = {
    engineFor: (rows, dimensions) => engineFor(rows, dimensions, exactUpTo),
    exact: scanEngine,
    lexical: lexicalEngine,
  };
  return {
    begin: (generation, spec) => openGenerationWriter(store.directoryOf(generation), spec, engines),
    openVectorCache: (generations, spec) =>
      openVectorCache(
        generations.map((generation) => store.directoryOf(generation)),
        spec,
        openKeptVectors(store.overlayDirectory)
      ),
    open: (generation, options) =>
      withFiles(store, generation, (directory) => startSearcher(directory, options)),
    list: () => store.list(),
    holds: async (generation) =>
      (await store.isHere(generation)) || (store.isRemote && store.has(generation)),
    loadsWhole: true,
    isElsewhere: store.isRemote,
    needsUpload: store.isRemote,
    isUploaded: (generation) => store.has(generation),
    async upload(generation, hooks) {
      const head = await readManifestHead(store.directoryOf(generation));
      await store.put({ generation, files: head.files, summary: head }, hooks);
    },
    withdraw: (generation) => store.withdraw(generation),
    async bring(generation) {
      await store.fetch(generation);
    },
    remove: (generation) => store.remove(generation),
    async readEntries(generation, onEntry) {
      return readManifestEntries(
        await store.fetch(generation),
        ({ uid, documentId, locale, fingerprint, textHash = null }) =>
          onEntry({ uid, documentId, locale, fingerprint, textHash })
      );
    },
    async readSummary(generation) {
      const head = await headOf(store, generation);
      const { run, createdAt, counts, spec, specHash, files } = head;
      const bytes = Object.values(files).reduce((sum, file) => sum + file.bytes, 0);
      const { records, rows } = counts;
      return { run, createdAt: new Date(createdAt), records, rows, spec, specHash, bytes };
    },
    verify: (generation) => withFiles(store, generation, verifyGeneration),
    verifyUploaded: (generation) => store.check(generation),
    forgetKeptVectors: () => openKeptVectors(store.overlayDirectory).prune(0),
    freeBytes: () => store.freeBytes(),
  };
};
