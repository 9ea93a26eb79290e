import { FILES, type Manifest, type ManifestRecord } from '../../../domain/manifest';
import { sourceOf, type ModelSpec } from '../../../domain/index-spec';
import { recordKey, type RecordRef } from '../../../domain/record';
import { soundRows } from './sound-rows';
import { readPassages, type Passages } from './passage-lines';
import { openVerified } from './verified-files';
import type { VectorReader } from './vectors';

type Place = { entry: ManifestRecord; at: number; row: number };

/** The vectors of a record's passages by their text, from one generation. */
export interface KnownPassages {
  /** @returns For each text its unit vector; null when it is not a passage of the record there, or damaged. */
  find(record: RecordRef, texts: readonly string[]): Promise<(Float32Array | null)[]>;
}

const placesIn = ({ records }: Manifest): ReadonlyMap<string, Place> => {
  let row = 0;
  return new Map(
    records.map((entry, at) => {
      const place = { entry, at, row };
      row += entry.rows;
      return [recordKey(entry), place];
    })
  );
};

const noPassages: Passages = [];

/**
 * After an edit most passages of a record are what they were. They are compared by their texts, which are
 * read from the generation's file, whose checksum is compared first.
 */
export const openKnownPassages = (
  directory: string,
  manifest: Manifest,
  vectors: VectorReader,
  { modelHash }: Pick<ModelSpec, 'modelHash'>
): KnownPassages => {
  const { dimensions } = vectors;
  let places: ReadonlyMap<string, Place> | null = null;
  let lines: Promise<Passages> | null = null;

  /** The file has the texts as they are shown: what a context was put in front of is not known. */
  const isComparable = (uid: string): boolean =>
    manifest.formerForm === undefined &&
    manifest.spec.modelHash === modelHash &&
    sourceOf(manifest.spec, uid)?.passages?.context === '';

  const read = async (): Promise<Passages> => {
    const step = async (): Promise<void> => {};
    return readPassages(await openVerified(directory, manifest, step).read(FILES.passages), step);
  };

  return {
    async find(record, texts) {
      const unknown = texts.map(() => null);
      if (texts.length === 0 || !isComparable(record.uid)) return unknown;
      places ??= placesIn(manifest);
      const place = places.get(recordKey(record));
      if (!place) return unknown;
      lines ??= read().catch(() => noPassages);
      const { at, row, entry } = place;
      const held = (await lines).at(at);
      if (held?.length !== entry.rows - 1) return unknown;
      const rows = await soundRows(vectors, row, entry);
      if (rows === null) return unknown;
      // The whole record comes first.
      const byText = new Map(held.map((text, index) => [text, (index + 1) * dimensions]));
      return texts.map((text) => {
        const from = byText.get(text);
        return from === undefined ? null : rows.subarray(from, from + dimensions);
      });
    },
  };
};
