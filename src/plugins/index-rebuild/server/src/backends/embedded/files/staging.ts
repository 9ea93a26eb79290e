import { mkdir, open, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

import type { Staging } from '../../../ports/staging';
import { checksumOf } from '../../../lib/checksum';
import { openLineWriter, readJsonLines } from '../../../lib/json-lines';
import { syncDirectory, writeManifest } from './manifest-file';
import { openVectorReader, openVectorWriter } from './vectors';

const flush = async (file: string): Promise<void> => {
  const handle = await open(file, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};

/** A new, empty directory for the generation; fails when it exists already. */
export const openStaging = async (directory: string): Promise<Staging> => {
  await mkdir(path.dirname(directory), { recursive: true });
  await mkdir(directory);
  await syncDirectory(path.dirname(directory));
  const pathOf = (file: string): string => path.join(directory, file);
  return {
    pathOf,
    writeLines: (file) => openLineWriter(pathOf(file)),
    writeBytes: (file, bytes) => writeFile(pathOf(file), bytes, { flush: true }),
    readLines: (file) => readJsonLines(pathOf(file)),
    writeVectors: (file) => openVectorWriter(pathOf(file)),
    readVectors: (file, dimensions) => openVectorReader(pathOf(file), dimensions),
    remove: (file) => rm(pathOf(file), { force: true }),
    async seal(file) {
      await flush(pathOf(file));
      return checksumOf(pathOf(file));
    },
    writeManifest: (manifest) => writeManifest(directory, manifest),
  };
};
