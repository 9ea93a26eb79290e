import path from 'node:path';

import type { FormerForm } from '../../../domain/former-fingerprint';
import { cachedEntrySchema, FILES, type CachedEntry } from '../../../domain/manifest';
import { currentEntry, formerFormOf } from '../../../domain/manifest-versions';
import { isUnitVector, vectorChecksum } from '../../../domain/vectors';
import { readSoundJsonLines } from '../../../lib/json-lines';
import type { VectorCache } from '../../../ports/generation-writer';
import { readManifest } from './manifest-file';
import { openVectorReader, type VectorReader } from './vectors';

type Place = { vectors: VectorReader; row: number; rows: number; checksum: string };

type Found = { entries: CachedEntry[]; form: FormerForm | null };

/** The entries of a partial build, up to the first that a crash damaged. */
const partialEntries = async (directory: string): Promise<Found> => {
  const found: Found = { entries: [], form: null };
  for await (const line of readSoundJsonLines(path.join(directory, FILES.stagedRecords))) {
    const { success, data } = cachedEntrySchema.safeParse(currentEntry(line, ''));
    if (!success) break;
    found.entries.push(data);
    found.form = formerFormOf(line);
  }
  return found;
};

/** The entries of a finished generation, or of one whose builder did not finish. */
const entriesOf = async (directory: string): Promise<Found> => {
  const manifest = await readManifest(directory).catch(() => null);
  if (manifest === null) return partialEntries(directory);
  return { entries: manifest.records, form: manifest.formerForm ?? null };
};

/** Vectors by fingerprint, and the former ways in which fingerprints were made. */
type Known = { places: Map<string, Place>; forms: Set<FormerForm>; readers: VectorReader[] };

/** Adds the entries of one directory; one that cannot be read adds nothing. */
const addDirectory = async (
  { places, forms, readers }: Known,
  directory: string,
  dimensions: number
): Promise<void> => {
  const { entries, form } = await entriesOf(directory).catch((): Found => ({ entries: [], form: null }));
  if (entries.length === 0) return;
  const vectors = await openVectorReader(path.join(directory, FILES.vectors), dimensions).catch(() => null);
  if (!vectors) return;
  readers.push(vectors);
  if (form) forms.add(form);
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
  const known: Known = { places: new Map(), forms: new Set(), readers: [] };
  for (const directory of directories) await addDirectory(known, directory, dimensions);
  const { places, forms, readers } = known;
  return {
    formerForms: [...forms],
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
