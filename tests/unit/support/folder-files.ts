import { createReadStream } from 'node:fs';
import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { SEAL } from '../../../src/plugins/index-rebuild/server/src/domain/seal';
import type { RemoteFiles } from '../../../src/plugins/index-rebuild/server/src/ports/remote-files';

/** A real folder as the place that every process reaches. */
export const folderFiles = (folder: string): RemoteFiles => {
  const pathOf = (generation: string, file = ''): string => path.join(folder, generation, file);
  return {
    openAt() {},
    async list() {
      const ids = await readdir(folder).catch(() => []);
      return Promise.all(
        ids.map(async (id) => ({
          id,
          complete: (await readdir(pathOf(id))).includes(SEAL),
          changedAt: (await stat(pathOf(id))).mtime,
        }))
      );
    },
    async write({ generation, file }, content) {
      await mkdir(pathOf(generation), { recursive: true });
      await writeFile(pathOf(generation, file), content);
    },
    async read({ generation, file }) {
      const isThere = await stat(pathOf(generation, file)).catch(() => null);
      return isThere && createReadStream(pathOf(generation, file), { highWaterMark: 7 });
    },
    async remove(generation) {
      await rm(pathOf(generation, SEAL), { force: true });
      await rm(pathOf(generation), { recursive: true, force: true });
    },
  };
};
