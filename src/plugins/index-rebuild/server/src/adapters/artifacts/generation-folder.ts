import { mkdir, readdir, rm, stat, statfs } from 'node:fs/promises';
import path from 'node:path';

import { isGenerationId } from '../../domain/generation';
import type { GenerationFolder } from '../../ports/storage';

/** Generations as directories below `root`. What has another form of name is not touched. */
export const openGenerationFolder = (root: string): GenerationFolder => ({
  async names() {
    const entries = await readdir(root, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return [];
      throw error;
    });
    return entries
      .filter((entry) => entry.isDirectory() && isGenerationId(entry.name))
      .map(({ name }) => name);
  },

  has: (name) =>
    stat(path.join(root, name)).then(
      (found) => found.isDirectory(),
      () => false
    ),

  remove: (name) => rm(path.join(root, name), { recursive: true, force: true }),

  removeFile: (name, file) => rm(path.join(root, name, file), { force: true }),

  async freeBytes() {
    await mkdir(root, { recursive: true });
    const { bavail, bsize } = await statfs(root);
    return bavail * bsize;
  },
});
