import { readPassages, type Passages } from '../files/passage-lines';
import { vectorsIn } from '../files/vectors';
import type { Step, VerifiedFiles } from '../files/verified-files';
import { generationCorrupt } from '../../../domain/errors';
import { FILES, type Manifest } from '../../../domain/manifest';
import type { RecordRef } from '../../../domain/record';

/** Some of the records: which ones, and for each record of the index whether it is one. */
export type Allowed = { records: Int32Array; mask: Uint8Array };

export const allow = (records: readonly number[], of: number): Allowed => {
  const mask = new Uint8Array(of);
  for (const record of records) mask[record] = 1;
  return { records: Int32Array.from(records), mask };
};

/** The records of one content type in one locale. */
export type Group = { uid: string; locale: string | null; records: readonly number[] };

/** What the searcher keeps of the records besides its two indexes: a generation's, then those of the overlay. */
export type Corpus = {
  readonly records: readonly RecordRef[];
  readonly dimensions: number;
  /** Row-major unit vectors of the generation's rows. */
  readonly vectors: Float32Array;
  /**
   * Row-major unit vectors of each record of the overlay, whose numbers follow the generation's; null for a
   * number that is free. Left out without an overlay.
   */
  readonly added?: readonly (Float32Array | null)[];
  /** The record of each of the generation's rows. */
  readonly recordOfRow: Int32Array;
  /** The first row of each record: its whole; its passages follow. One entry more than records. */
  readonly firstRow: Int32Array;
  readonly passages: Passages;
  /** Records of each content type and locale, without those that the overlay has as they are now. */
  readonly groups: readonly Group[];
  /** Records of a document, one per locale, by the document's id. */
  readonly ofDocument: Pick<ReadonlyMap<string, readonly number[]>, 'get'>;
};

/** How many of the records are the generation's. */
export const generationSize = ({ records, added = [] }: Pick<Corpus, 'records' | 'added'>): number =>
  records.length - added.length;

/** Where the vectors of a record are: in `vectors` from `from` on. */
export const vectorsOf = (
  { records, vectors, added, firstRow, dimensions }: Corpus,
  record: number
): { vectors: Float32Array; from: number } => {
  const own = added?.[record - (records.length - added.length)];
  return own ? { vectors: own, from: 0 } : { vectors, from: firstRow[record] * dimensions };
};

const layOut = (records: Manifest['records']) => {
  const firstRow = new Int32Array(records.length + 1);
  records.forEach(({ rows }, index) => {
    firstRow[index + 1] = firstRow[index] + rows;
  });
  const recordOfRow = new Int32Array(firstRow[records.length]);
  records.forEach((_, index) => recordOfRow.fill(index, firstRow[index], firstRow[index + 1]));
  return { firstRow, recordOfRow };
};

const placesBy = <Key>(
  records: Manifest['records'],
  keyOf: (record: Manifest['records'][number]) => Key
): Map<Key, number[]> => {
  const places = new Map<Key, number[]>();
  records.forEach((record, place) => {
    const known = places.get(keyOf(record));
    if (known) known.push(place);
    else places.set(keyOf(record), [place]);
  });
  return places;
};

/** Reads a generation into memory. @throws GENERATION_CORRUPT */
export const loadCorpus = async (manifest: Manifest, files: VerifiedFiles, step: Step): Promise<Corpus> => {
  const { records, spec, generation } = manifest;
  const { dimensions } = spec;
  const { firstRow, recordOfRow } = layOut(records);
  const vectors = vectorsIn(await files.read(FILES.vectors));
  const passages = await readPassages(await files.read(FILES.passages), step);
  if (vectors.length !== recordOfRow.length * dimensions || passages.length !== records.length)
    throw generationCorrupt(generation, 'its files are not of the same records');
  const ofDocument = placesBy(records, ({ documentId }) => documentId);
  await step();
  const groups = [...placesBy(records, ({ uid, locale }) => `${uid}:${locale ?? ''}`).values()].map(
    (places) => ({ uid: records[places[0]].uid, locale: records[places[0]].locale, records: places })
  );
  return { records, dimensions, vectors, recordOfRow, firstRow, passages, ofDocument, groups };
};
