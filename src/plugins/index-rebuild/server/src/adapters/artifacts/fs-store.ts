import { mkdir, readdir, rm, stat, statfs } from 'node:fs/promises';
import path from 'node:path';

import { assertGenerationId, isGenerationId } from '../../domain/generation';
import { FILES } from '../../domain/manifest';
import type { ArtifactStore } from '../../ports/artifact-store';

const exists = (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    () => false
  );

const directoriesIn = async (root: string): Promise<string[]> => {
  const entries = await readdir(root, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
};

/**
 * Generations as directories below `root`, a folder that every Strapi process sees: they are built
 * where they stay. A directory with another form of name is left alone.
 */
export const createFsStore = (root: string): ArtifactStore => {
  const directoryOf = (generation: string): string => path.join(root, assertGenerationId(generation));
  return {
    directoryOf,

    async list() {
      const names = (await directoriesIn(root)).filter(isGenerationId);
      return Promise.all(
        names.map(async (id) => ({ id, complete: await exists(path.join(root, id, FILES.manifest)) }))
      );
    },

    // Whoever reads the files compares them with the manifest's checksums; there is nothing to copy.
    async put() {},
    fetch: async (generation) => directoryOf(generation),

    remove: (generation) => rm(directoryOf(generation), { recursive: true, force: true }),

    async freeBytes() {
      await mkdir(root, { recursive: true });
      const { bavail, bsize } = await statfs(root);
      return bavail * bsize;
    },
  };
};
