import type { ArtifactStore } from '../../ports/artifact-store';
import type { SearchBackend } from '../../ports/search-backend';
import type { Searcher } from '../../ports/searcher';
import { readManifestEntries } from './files/manifest-entries';
import { verifyGeneration } from './files/manifest-file';

type Options = {
  store: ArtifactStore;
  /** Starts a searcher process on a directory with a generation's files. */
  startSearcher(directory: string): Promise<Searcher>;
};

/** FAISS and a lexical index in processes of this machine; files in an artifact store. */
export const createEmbeddedBackend = ({ store, startSearcher }: Options): SearchBackend => ({
  open: async (generation) => startSearcher(await store.fetch(generation)),
  list: () => store.list(),
  remove: (generation) => store.remove(generation),
  async readEntries(generation, onEntry) {
    return readManifestEntries(
      await store.fetch(generation),
      ({ documentId, locale, fingerprint, textHash = null }) =>
        onEntry({ documentId, locale, fingerprint, textHash })
    );
  },
  async verify(generation) {
    await verifyGeneration(await store.fetch(generation));
  },
  freeBytes: () => store.freeBytes(),
});
