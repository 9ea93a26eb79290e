import { createReadStream } from 'node:fs';
import path from 'node:path';

import {
  generationCorrupt,
  hasCode,
  IndexRebuildError,
  noDiskToFetch,
  shuttingDown,
  toIndexRebuildError,
} from '../../domain/errors';
import { FILES, type FileEntry } from '../../domain/manifest';
import { bytesIn, SEAL, sealText, type Seal } from '../../domain/seal';
import { storageError } from '../../domain/storage-errors';
import { checksumOf } from '../../lib/checksum';
import type { ArtifactStore, Upload } from '../../ports/artifact-store';
import type { RemoteFiles } from '../../ports/remote-files';
import type { StoredGeneration, UploadHooks } from '../../ports/search-backend';
import { identityOf, isComplete, placeCopy } from './local-copy';
import { matching } from './matching';
import { copyInto, existingSeal, sealOf, storedPieces } from './stored-copy';

/** Pieces in which files are read: what a store needs of memory. */
export const PIECE_BYTES = 1 << 20;

/** What a fetch leaves free on the disk. */
const SPARE_BYTES = 64 << 20;

/** A generation that is here and in the store is one. */
const union = (
  local: readonly StoredGeneration[],
  stored: readonly StoredGeneration[]
): StoredGeneration[] => {
  const all = new Map(local.map((found) => [found.id, found]));
  for (const found of stored) {
    const here = all.get(found.id);
    const changedAt = new Date(Math.max(found.changedAt.getTime(), here?.changedAt.getTime() ?? 0));
    all.set(found.id, { id: found.id, complete: found.complete || here?.complete === true, changedAt });
  }
  return [...all.values()];
};

/** The files of an upload with what they have to be; the manifest, which makes a directory complete, is last. */
const filesOf = async (directory: string, { files }: Upload): Promise<Seal['files']> => ({
  ...files,
  [FILES.manifest]: await checksumOf(path.join(directory, FILES.manifest)),
});

/** Opens the file only when somebody reads: an upload may fail before. */
async function* localPieces(
  directory: string,
  generation: string,
  [file, expected]: readonly [string, FileEntry],
  signal: AbortSignal
): AsyncGenerator<Uint8Array> {
  const content = createReadStream(path.join(directory, file), { highWaterMark: PIECE_BYTES, signal });
  yield* matching(content, expected, () => {
    throw generationCorrupt(generation, `${file} does not match its checksum`);
  });
}

/** Calls `onProgress` with every piece that passes. */
async function* counted(
  pieces: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
  onPiece: (bytes: number) => void
): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) {
    signal.throwIfAborted();
    yield piece;
    onPiece(piece.length);
  }
}

/** Writes all files of a generation, its seal last. */
const upload = async (
  remote: RemoteFiles,
  directory: string,
  what: Upload,
  { onProgress, beforeVisible, signal }: UploadHooks
): Promise<void> => {
  const { generation, summary } = what;
  const files = await filesOf(directory, what);
  const total = bytesIn(files);
  let done = 0;
  const onPiece = (bytes: number): void => onProgress((done += bytes), total);
  // What an attempt before this one has left.
  await remote.remove(generation);
  for (const [file, expected] of Object.entries(files)) {
    signal.throwIfAborted();
    const pieces = localPieces(directory, generation, [file, expected], signal);
    await remote.write({ generation, file }, counted(pieces, signal, onPiece), expected.bytes);
  }
  await beforeVisible();
  signal.throwIfAborted();
  const seal = Buffer.from(sealText({ generation, files, summary }));
  const once = async function* () {
    yield seal;
  };
  await remote.write({ generation, file: SEAL }, once(), seal.length);
};

/**
 * Generations in another place, with copies on this machine's disk, from which alone they are served. The seal
 * is written last and removed first, so that a generation is there completely or not at all; what is fetched is
 * compared with the seal's checksums as it comes, and put in its place as a whole.
 */
export const createRemoteStore = (local: ArtifactStore, remote: RemoteFiles): ArtifactStore => {
  const closing = new AbortController();
  const fetching = new Map<string, Promise<void>>();

  const asKnown = (error: unknown): never => {
    if (closing.signal.aborted) throw closing.signal.reason;
    if (error instanceof IndexRebuildError) throw error;
    throw storageError(error) ?? toIndexRebuildError(error, 'STORAGE_FAILED');
  };

  const assertRoom = async (generation: string, { files }: Seal): Promise<void> => {
    const [needed, free] = [bytesIn(files) + SPARE_BYTES, await local.freeBytes()];
    if (free < needed) throw noDiskToFetch(generation, needed, free);
  };

  const bring = async (generation: string, replaced: string | null): Promise<void> => {
    const { signal } = closing;
    const seal = await existingSeal(remote, generation, signal);
    await assertRoom(generation, seal);
    await placeCopy(local.directoryOf(generation), replaced, async (directory) => {
      for (const entry of Object.entries(seal.files)) await copyInto(directory, remote, seal, entry, signal);
    });
  };

  /** Whoever needs the same generation meanwhile waits for the same fetch. */
  const bringOnce = (generation: string, replaced: string | null): Promise<void> => {
    closing.signal.throwIfAborted();
    const before = fetching.get(generation);
    if (before) return before;
    const bringing = bring(generation, replaced)
      .catch(asKnown)
      .finally(() => fetching.delete(generation));
    fetching.set(generation, bringing);
    return bringing;
  };

  return {
    isRemote: true,

    get installation() {
      return local.installation;
    },
    get overlayDirectory() {
      return local.overlayDirectory;
    },
    otherInstallations: () => local.otherInstallations(),
    adoptEarlier: (generations) => local.adoptEarlier(generations),
    directoryOf: (generation) => local.directoryOf(generation),
    freeBytes: () => local.freeBytes(),
    listLocal: () => local.list(),
    isHere: (generation) => local.isHere(generation),
    removeLocal: (generation) => local.remove(generation),
    removeMap: (generation) => local.removeMap(generation),
    removeLeftovers: () => local.removeLeftovers(),

    openAt(installation) {
      local.openAt(installation);
      remote.openAt(installation);
    },

    async list() {
      return union(await local.list(), await remote.list());
    },

    async has(generation) {
      try {
        return (await sealOf(remote, generation, closing.signal)) !== null;
      } catch (error) {
        // With a seal that cannot be read it is there for nobody, and can be put again.
        if (hasCode(error, 'GENERATION_CORRUPT')) return false;
        throw error;
      }
    },

    async put(what, hooks) {
      const signal = AbortSignal.any([hooks.signal, closing.signal]);
      const directory = local.directoryOf(what.generation);
      await upload(remote, directory, what, { ...hooks, signal }).catch((error) => {
        signal.throwIfAborted();
        return asKnown(error);
      });
    },

    withdraw: (generation) => remote.remove(generation),

    summaryOf: async (generation) => (await sealOf(remote, generation, closing.signal))?.summary ?? null,

    async fetch(generation) {
      const directory = local.directoryOf(generation);
      if (!(await isComplete(directory))) await bringOnce(generation, await identityOf(directory));
      return directory;
    },

    async fetchAgain(generation) {
      await bringOnce(generation, await identityOf(local.directoryOf(generation)));
      return true;
    },

    async check(generation) {
      const seal = await existingSeal(remote, generation, closing.signal);
      for (const entry of Object.entries(seal.files)) {
        for await (const piece of storedPieces(remote, seal, entry, closing.signal)) void piece;
      }
    },

    async remove(generation) {
      await remote.remove(generation);
      await local.remove(generation);
    },

    close: () => closing.abort(shuttingDown()),
  };
};
