import { mkdir, readdir, rm, stat, statfs } from 'node:fs/promises';
import path from 'node:path';

import { assertGenerationId, isGenerationId } from '../../domain/generation';
import { assertInstallationId, isInstallationId } from '../../domain/installation';
import { FILES } from '../../domain/manifest';
import type { ArtifactStore } from '../../ports/artifact-store';
import { adoptEarlier } from './earlier-folder';
import { isComplete, removeLeftovers, removeMap } from './local-copy';
import type { StoredGeneration } from '../../ports/search-backend';

const isMissing = (error: NodeJS.ErrnoException): boolean => error.code === 'ENOENT';

const directoriesIn = async (root: string): Promise<string[]> => {
  const entries = await readdir(root, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (isMissing(error)) return [];
    throw error;
  });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
};

/** When a file or directory last changed; null when it has been removed meanwhile. */
const changedAt = (file: string): Promise<number | null> =>
  stat(file).then(
    ({ mtimeMs }) => mtimeMs,
    (error: NodeJS.ErrnoException) => {
      if (isMissing(error)) return null;
      throw error;
    }
  );

/** The contents of one generation's directory; null when it has been removed meanwhile. */
const describe = async (root: string, id: string): Promise<StoredGeneration | null> => {
  const directory = path.join(root, id);
  const files = await readdir(directory).catch((error: NodeJS.ErrnoException) => {
    if (isMissing(error)) return null;
    throw error;
  });
  if (files === null) return null;
  // A directory's own time does not change while files in it grow.
  const times = await Promise.all(
    [directory, ...files.map((file) => path.join(directory, file))].map(changedAt)
  );
  return {
    id,
    complete: files.includes(FILES.manifest),
    changedAt: new Date(Math.max(0, ...times.map((time) => time ?? 0))),
  };
};

/**
 * Generations as directories below `<storageDir>/<installation>/generations`, a folder that every
 * Strapi process on the same database sees: they are built where they stay. Directories with names of
 * another form are left alone, and so are those of other installations.
 */
export const createFsStore = (storageDir: string): ArtifactStore => {
  let own: string | null = null;

  const installation = (): string => {
    if (own === null) throw new Error('The artifact store is used before it was opened.');
    return own;
  };
  const rootOf = (): string => path.join(storageDir, installation(), 'generations');
  const directoryOf = (generation: string): string => path.join(rootOf(), assertGenerationId(generation));

  const list = async (): Promise<StoredGeneration[]> => {
    const root = rootOf();
    const names = (await directoriesIn(root)).filter(isGenerationId);
    const found = await Promise.all(names.map((id) => describe(root, id)));
    return found.filter((generation) => generation !== null);
  };

  const remove = (generation: string): Promise<void> =>
    rm(directoryOf(generation), { recursive: true, force: true });

  return {
    isRemote: false,

    openAt(id) {
      own = assertInstallationId(id);
    },

    get installation() {
      return installation();
    },

    async otherInstallations() {
      const names = await directoriesIn(storageDir);
      return names.filter((name) => isInstallationId(name) && name !== installation()).length;
    },

    directoryOf,

    get overlayDirectory() {
      return path.join(storageDir, installation(), 'overlay');
    },

    adoptEarlier: (generations) =>
      adoptEarlier(path.join(storageDir, 'generations'), rootOf(), generations.filter(isGenerationId)),

    list,
    listLocal: list,
    isHere: (generation) => isComplete(directoryOf(generation)),

    // Nothing to copy: every process has the same folder. Readers compare the files with the manifest's checksums.
    has: async () => true,
    async put() {},
    async withdraw() {},
    summaryOf: async () => null,
    fetch: async (generation) => directoryOf(generation),
    fetchAgain: async () => false,
    async check() {},

    remove,
    removeLocal: remove,
    removeMap: (generation) => removeMap(directoryOf(generation)),
    removeLeftovers: () => removeLeftovers(rootOf(), Date.now()),

    async freeBytes() {
      await mkdir(rootOf(), { recursive: true });
      const { bavail, bsize } = await statfs(rootOf());
      return bavail * bsize;
    },

    close() {},
  };
};
