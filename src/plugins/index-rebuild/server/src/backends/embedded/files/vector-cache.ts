import path from 'node:path';

import type { FormerForm } from '../../../domain/former-fingerprint';
import type { ModelSpec } from '../../../domain/index-spec';
import { cachedEntrySchema, FILES, type CachedEntry, type Manifest } from '../../../domain/manifest';
import { currentEntry, formerFormOf } from '../../../domain/manifest-versions';
import { readSoundJsonLines } from '../../../lib/json-lines';
import type { VectorCache } from '../../../ports/generation-writer';
import type { KeptVectors } from '../overlay/kept-vectors';
import { openKnownPassages, type KnownPassages } from './known-passages';
import { readManifest } from './manifest-file';
import { withReadAhead } from './read-ahead';
import { soundRows } from './sound-rows';
import { openVectorReader, type VectorReader } from './vectors';

type Place = { vectors: VectorReader; row: number; rows: number; checksum: string; isLive: boolean };

type Found = { entries: CachedEntry[]; form: FormerForm | null; manifest?: Manifest };

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
  return { entries: manifest.records, form: manifest.formerForm ?? null, manifest };
};

/** Vectors by fingerprint, and the former ways in which fingerprints were made. */
type Known = {
  places: Map<string, Place>;
  forms: Set<FormerForm>;
  readers: VectorReader[];
  /** Of the first directory that is a generation: the live one. */
  passages: KnownPassages | null;
};

/** Adds the entries of one directory; one that cannot be read adds nothing. */
const addDirectory = async (known: Known, directory: string, spec: ModelSpec): Promise<void> => {
  const { places, forms, readers } = known;
  const { entries, form, manifest } = await entriesOf(directory).catch(
    (): Found => ({ entries: [], form: null })
  );
  if (entries.length === 0) return;
  const file = await openVectorReader(path.join(directory, FILES.vectors), spec.dimensions).catch(() => null);
  if (!file) return;
  const vectors = withReadAhead(file);
  readers.push(vectors);
  if (form) forms.add(form);
  const isLive = manifest !== undefined && known.passages === null;
  if (isLive) known.passages = openKnownPassages(directory, manifest, vectors, spec);
  let row = 0;
  for (const { fingerprint, rows, checksum } of entries) {
    if (row + rows > vectors.rows) break;
    if (!places.has(fingerprint)) places.set(fingerprint, { vectors, row, rows, checksum, isLive });
    row += rows;
  }
};

const NOTHING_KEPT: Omit<KeptVectors, 'prune'> = {
  list: async () => [],
  find: async () => null,
  keep: async () => {},
};

/**
 * The vectors in the directories of earlier generations and partial builds, and those kept of the overlay.
 * A fingerprint holds the index spec of its source, so a match was made in the same way. Whatever is
 * missing or damaged counts as unknown and is embedded again.
 */
export const openVectorCache = async (
  directories: readonly string[],
  spec: ModelSpec,
  kept: Omit<KeptVectors, 'prune'> = NOTHING_KEPT
): Promise<VectorCache> => {
  const keptOnes = new Set(await kept.list());
  const known: Known = { places: new Map(), forms: new Set(), readers: [], passages: null };
  for (const directory of directories) await addDirectory(known, directory, spec);
  const { places, forms, readers, passages } = known;
  return {
    formerForms: [...forms],
    has: (fingerprint) => places.has(fingerprint) || keptOnes.has(fingerprint),
    async find(fingerprint) {
      const place = places.get(fingerprint);
      const ofOverlay = async () =>
        keptOnes.has(fingerprint) ? ((await kept.find(fingerprint))?.vectors ?? null) : null;
      const ofPlace = async () => (place ? soundRows(place.vectors, place.row, place) : null);
      // A model in 8-bit numbers embeds a text a little differently each time. Searches use the live generation
      // and the overlay: their vectors go first, so that a rebuild changes no score.
      const [first, second] = place?.isLive ? [ofPlace, ofOverlay] : [ofOverlay, ofPlace];
      return (await first()) ?? second();
    },
    // A disk that is full costs another embedding in the next run.
    keep: (fingerprint, vectors) => kept.keep(fingerprint, vectors).catch(() => {}),
    findPassages: async (record, texts) => passages?.find(record, texts) ?? texts.map(() => null),
    async close() {
      await Promise.all(readers.map((reader) => reader.close()));
    },
  };
};
