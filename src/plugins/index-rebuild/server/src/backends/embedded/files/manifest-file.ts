import { open, readFile, rename } from 'node:fs/promises';
import path from 'node:path';

import { generationCorrupt, generationMissing } from '../../../domain/errors';
import { FILES, manifestSchema, type FileEntry, type Manifest } from '../../../domain/manifest';
import { currentManifest } from '../../../domain/manifest-versions';
import { checksumOf } from '../../../lib/checksum';
import { syncDirectory } from '../../../lib/sync-directory';

/** One record per line, so that people and streams can read it. */
const manifestText = ({ records, ...head }: Manifest): string => {
  const lines = records.map((record) => JSON.stringify(record)).join(',\n');
  return `${JSON.stringify(head, null, 2).slice(0, -2)},\n  "records": [\n${lines}\n]}\n`;
};

/** Temporary file, flush, rename, flush of the directory: the manifest is never half written. */
export const writeManifest = async (directory: string, manifest: Manifest): Promise<void> => {
  const target = path.join(directory, FILES.manifest);
  const temporary = `${target}.tmp`;
  const file = await open(temporary, 'w');
  try {
    await file.writeFile(manifestText(manifest));
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(temporary, target);
  await syncDirectory(directory);
};

/** Leaves out the absolute path in the system's message, since visitors may see it. */
export const reasonOf = (error: NodeJS.ErrnoException): string => error.code ?? error.name;

/** @throws GENERATION_MISSING or GENERATION_CORRUPT. */
export const readManifest = async (directory: string): Promise<Manifest> => {
  const generation = path.basename(directory);
  const text = await readFile(path.join(directory, FILES.manifest), 'utf8').catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT')
        throw generationCorrupt(generation, `its manifest cannot be read (${reasonOf(error)})`);
      throw generationMissing(generation);
    }
  );
  try {
    return manifestSchema.parse(currentManifest(JSON.parse(text)));
  } catch {
    throw generationCorrupt(generation, 'its manifest is not valid');
  }
};

/** @throws GENERATION_CORRUPT when a file of the manifest cannot be read or differs. */
export const verifyFile = async (
  directory: string,
  { generation }: Pick<Manifest, 'generation'>,
  name: string,
  expected: FileEntry,
  step?: () => Promise<void>
): Promise<void> => {
  const found = await checksumOf(path.join(directory, name), step).catch((error: Error) => {
    throw generationCorrupt(generation, `${name} cannot be read (${reasonOf(error)})`);
  });
  if (found.bytes !== expected.bytes || found.sha256 !== expected.sha256) {
    throw generationCorrupt(generation, `${name} does not match its checksum`);
  }
};

/** Compares every file with the manifest. @throws GENERATION_CORRUPT naming the first that differs. */
export const verifyFiles = async (directory: string, manifest: Manifest): Promise<void> => {
  for (const [name, expected] of Object.entries(manifest.files)) {
    await verifyFile(directory, manifest, name, expected);
  }
};

/** Reads a generation's manifest and compares all of its files with it. @throws as both do. */
export const verifyGeneration = async (directory: string): Promise<void> =>
  verifyFiles(directory, await readManifest(directory));
