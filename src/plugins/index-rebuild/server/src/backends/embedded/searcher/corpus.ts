import path from 'node:path';

import { readJsonLines } from '../../../lib/json-lines';
import { openVectorReader } from '../files/vectors';
import { FILES, type Manifest, type RecordTexts } from '../../../domain/manifest';

/** Some of the records: which ones, and for each record of the index whether it is one. */
export type Allowed = { records: Int32Array; mask: Uint8Array };

export const allow = (records: readonly number[], of: number): Allowed => {
  const mask = new Uint8Array(of);
  for (const record of records) mask[record] = 1;
  return { records: Int32Array.from(records), mask };
};

/** The records of one content type in one locale. */
export type Group = { uid: string; locale: string | null; records: readonly number[] };

/** What the searcher keeps of a generation besides its two indexes. */
export type Corpus = {
  readonly records: Manifest['records'];
  readonly dimensions: number;
  /** Row-major unit vectors of all rows. */
  readonly vectors: Float32Array;
  /** The record of each row. */
  readonly recordOfRow: Int32Array;
  /** The first row of each record: its whole; its passages follow. One entry more than records. */
  readonly firstRow: Int32Array;
  /** Passages of each record as shown, in the order of their rows. */
  readonly passages: readonly string[][];
  /** Records of each content type and locale. */
  readonly groups: readonly Group[];
  /** Records of a document, one per locale, by the document's id. */
  readonly ofDocument: ReadonlyMap<string, number[]>;
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

/** Reads a verified generation into memory. */
export const loadCorpus = async (directory: string, manifest: Manifest): Promise<Corpus> => {
  const { records, spec } = manifest;
  const { dimensions } = spec;
  const { firstRow, recordOfRow } = layOut(records);
  const reader = await openVectorReader(path.join(directory, FILES.vectors), dimensions);
  const vectors = await reader.read(0, recordOfRow.length);
  await reader.close();
  const passages: string[][] = [];
  for await (const line of readJsonLines<RecordTexts>(path.join(directory, FILES.passages))) {
    passages.push(line.passages);
  }
  const ofDocument = placesBy(records, ({ documentId }) => documentId);
  const groups = [...placesBy(records, ({ uid, locale }) => `${uid}:${locale ?? ''}`).values()].map(
    (places) => ({ uid: records[places[0]].uid, locale: records[places[0]].locale, records: places })
  );
  return { records, dimensions, vectors, recordOfRow, firstRow, passages, ofDocument, groups };
};
