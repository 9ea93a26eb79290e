import path from 'node:path';

import { cachedEntrySchema, FILES, type CachedEntry } from '../../../domain/manifest';
import { isUnitVector, vectorChecksum } from '../../../domain/vectors';
import { readSoundJsonLines } from '../../../lib/json-lines';
import type { VectorCache } from '../../../ports/generation-writer';
import { readManifest } from './manifest-file';
import { openVectorReader, type VectorReader } from './vectors';

type Place = { vectors: VectorReader; row: number; rows: number; checksum: string };

/** The entries of a finished generation, or of one whose builder did not finish. */
const entriesOf = async (directory: string): Promise<CachedEntry[]> => {
  const manifest = await readManifest(directory).catch(() => null);
  if (manifest) return manifest.records;
  const entries: CachedEntry[] = [];
  for await (const line of readSoundJsonLines(path.join(directory, FILES.stagedRecords))) {
    const { success, data } = cachedEntrySchema.safeParse(line);
    if (!success) break;
    entries.push(data);
  }
  return entries;
};

/** Adds the entries of one directory; one that cannot be read adds nothing. */
const addDirectory = async (
  places: Map<string, Place>,
  readers: VectorReader[],
  directory: string,
  dimensions: number
): Promise<void> => {
  const entries = await entriesOf(directory).catch(() => []);
  if (entries.length === 0) return;
  const vectors = await openVectorReader(path.join(directory, FILES.vectors), dimensions).catch(() => null);
  if (!vectors) return;
  readers.push(vectors);
  let row = 0;
  for (const { fingerprint, rows, checksum } of entries) {
    if (row + rows > vectors.rows) break;
    if (!places.has(fingerprint)) places.set(fingerprint, { vectors, row, rows, checksum });
    row += rows;
  }
};

const isSound = (rows: Float32Array, dimensions: number, checksum: string): boolean => {
  if (vectorChecksum(rows) !== checksum) return false;
  for (let at = 0; at < rows.length; at += dimensions) {
    if (!isUnitVector(rows.subarray(at, at + dimensions))) return false;
  }
  return true;
};

/**
 * The vectors in the directories of earlier generations and partial builds.
 * A fingerprint holds the index spec of its source, so a match was made in the same way. Whatever is
 * missing or damaged counts as unknown and is embedded again.
 */
export const openVectorCache = async (
  directories: readonly string[],
  dimensions: number
): Promise<VectorCache> => {
  const places = new Map<string, Place>();
  const readers: VectorReader[] = [];
  for (const directory of directories) await addDirectory(places, readers, directory, dimensions);
  return {
    async find(fingerprint) {
      const place = places.get(fingerprint);
      if (!place) return null;
      const rows = await place.vectors.read(place.row, place.rows).catch(() => null);
      return rows && isSound(rows, dimensions, place.checksum) ? rows : null;
    },
    async close() {
      await Promise.all(readers.map((reader) => reader.close()));
    },
  };
};
