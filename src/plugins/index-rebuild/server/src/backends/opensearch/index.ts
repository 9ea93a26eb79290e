import type { ArtifactStore } from '../../ports/artifact-store';
import type { OpenOptions, SearchBackend } from '../../ports/search-backend';
import type { Searcher } from '../../ports/searcher';
import { openKeptVectors } from '../embedded/overlay/kept-vectors';
import type { Cluster } from './cluster/cluster';
import { freeBytesOf } from './cluster/health';
import { listIndexes, namesOf, removeIndex } from './generation/generation-index';
import { isSealed, listGenerations, readEntries, readSummary, verifyGeneration } from './generation/reads';
import { openGenerationWriter } from './generation/writer';
import { openVectorCache } from './vector-cache';

type Options = {
  cluster: Cluster;
  /** Of everything that the installation has in the cluster: known only once the database is ready. */
  prefix(): string;
  shards: number;
  replicas: number;
  /** The folders of this machine, for what a build needs besides its index and for the overlay's vectors. */
  store: Pick<ArtifactStore, 'directoryOf' | 'listLocal' | 'removeLocal' | 'overlayDirectory'>;
  /** Starts a searcher process on a generation. */
  startSearcher(generation: string, options: OpenOptions): Promise<Searcher>;
};

/** Generations as indexes of a cluster, which every process reaches: nothing is uploaded or fetched. */
export const createOpenSearchBackend = (options: Options): SearchBackend => {
  const { cluster, prefix, shards, replicas, store, startSearcher } = options;
  const indexOf = (generation: string): string => namesOf(prefix(), generation).index;
  const verify = async (generation: string): Promise<void> => {
    await verifyGeneration(cluster, prefix(), generation);
  };
  return {
    begin: (generation, spec) =>
      openGenerationWriter(
        { ...{ cluster, shards, replicas, prefix: prefix() }, directory: store.directoryOf(generation) },
        generation,
        spec
      ),
    async openVectorCache(generations, model) {
      const there = new Set(await listIndexes(cluster, prefix()));
      const indexes = generations.map(indexOf).filter((index) => there.has(index));
      return openVectorCache(cluster, indexes, { model, kept: openKeptVectors(store.overlayDirectory) });
    },
    async open(generation, opened) {
      // A cluster that does not know it has nothing to start a process for.
      await verify(generation);
      return startSearcher(generation, opened);
    },
    async list() {
      const there = await listGenerations(cluster, prefix());
      const known = new Set(there.map(({ id }) => id));
      // A builder that died before its index was created has left a folder.
      const left = (await store.listLocal()).filter(({ id }) => !known.has(id.toLowerCase()));
      return [...there, ...left.map((one) => ({ ...one, complete: false }))];
    },
    holds: (generation) => isSealed(cluster, prefix(), generation),
    loadsWhole: false,
    isElsewhere: true,
    needsUpload: false,
    isUploaded: async () => true,
    upload: async () => {},
    withdraw: async () => {},
    bring: async () => {},
    async remove(generation) {
      await removeIndex(cluster, namesOf(prefix(), generation));
      await store.removeLocal(generation);
    },
    readEntries: (generation, onEntry) => readEntries(cluster, prefix(), generation, onEntry),
    readSummary: (generation) => readSummary(cluster, prefix(), generation),
    verify,
    verifyUploaded: async () => {},
    forgetKeptVectors: () => openKeptVectors(store.overlayDirectory).prune(0),
    freeBytes: () => freeBytesOf(cluster, replicas),
  };
};
