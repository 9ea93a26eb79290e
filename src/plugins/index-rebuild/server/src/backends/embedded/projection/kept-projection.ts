import { createHash } from 'node:crypto';
import { open, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';

import { FILES } from '../../../domain/manifest';
import type { Projection } from '../../../domain/projection/projection';
import { syncDirectory } from '../../../lib/sync-directory';

/** The version of the file's form; a file of another one is computed anew. */
const VERSION = 1;

/** Digits that a float32 share of at most 5 of them needs to be read as it was. */
const DIGITS = 6;

const checksumOf = (text: string): string => createHash('sha256').update(text).digest('hex');

const rounded = (column: Float32Array): number[] =>
  Array.from(column, (share) => Number(share.toFixed(DIGITS)));

const textOf = ({ x, y, nearest, ...projection }: Projection): string =>
  JSON.stringify({
    version: VERSION,
    ...projection,
    ...{ x: rounded(x), y: rounded(y), nearest: Array.from(nearest) },
  });

const projectionIn = (text: string): Projection | null => {
  const { version, x, y, nearest, ...projection } = JSON.parse(text);
  if (version !== VERSION) return null;
  return {
    ...projection,
    ...{ x: Float32Array.from(x), y: Float32Array.from(y), nearest: Int32Array.from(nearest) },
  };
};

/** The map that is kept in a generation's folder; null when there is none, or it is damaged. */
export const readProjection = async (directory: string): Promise<Projection | null> => {
  const content = await readFile(path.join(directory, FILES.projection), 'utf8').catch(() => '');
  const end = content.indexOf('\n');
  const text = content.slice(end + 1);
  if (end < 0 || checksumOf(text) !== content.slice(0, end)) return null;
  return projectionIn(text);
};

const writeAndSync = async (file: string, content: string): Promise<void> => {
  const handle = await open(file, 'w');
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
};

/**
 * Keeps a map in its generation's folder: a checksum, then the map. It is removed with the generation.
 *
 * @param unique Tells two processes apart that write at once.
 * @throws the file system's error.
 */
export const writeProjection = async (
  directory: string,
  projection: Projection,
  unique: string
): Promise<void> => {
  const text = textOf(projection);
  const target = path.join(directory, FILES.projection);
  const temporary = `${target}.${unique}.tmp`;
  try {
    await writeAndSync(temporary, `${checksumOf(text)}\n${text}`);
    await rename(temporary, target);
    await syncDirectory(directory);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
};
