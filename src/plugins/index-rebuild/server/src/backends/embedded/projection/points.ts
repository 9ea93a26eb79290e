import path from 'node:path';

import { generationCorrupt } from '../../../domain/errors';
import { FILES, type Manifest, type ManifestRecord } from '../../../domain/manifest';
import { SEED, type Projection } from '../../../domain/projection/projection';
import { sampleByKey } from '../../../domain/projection/sample';
import { recordKey } from '../../../domain/record';
import { readManifest } from '../files/manifest-file';
import { readTexts, type TextLines } from '../files/passage-lines';
import { soundRows } from '../files/sound-rows';
import { openVectorReader, type VectorReader } from '../files/vectors';
import { openVerified, type Step } from '../files/verified-files';

/** The records that a map shows, with what is shown of them and their whole vectors, row-major. */
export type Points = Pick<Projection, 'generation' | 'records' | 'keys' | 'names' | 'tags'> & {
  vectors: Float32Array;
  dimensions: number;
};

type Place = { entry: ManifestRecord; record: number; row: number };

const placesIn = ({ records }: Manifest): Place[] => {
  let row = 0;
  return records.map((entry, record) => {
    const place = { entry, record, row };
    row += entry.rows;
    return place;
  });
};

/** Each record's first row, its whole. @throws GENERATION_CORRUPT when a record's rows are damaged. */
const wholesOf = async (
  reader: VectorReader,
  generation: string,
  places: readonly Place[],
  step: Step
): Promise<Float32Array> => {
  const { dimensions } = reader;
  const vectors = new Float32Array(places.length * dimensions);
  for (const [point, { entry, row }] of places.entries()) {
    const rows = await soundRows(reader, row, entry);
    if (rows === null) throw generationCorrupt(generation, `the vectors of ${recordKey(entry)} are damaged`);
    vectors.set(rows.subarray(0, dimensions), point * dimensions);
    await step();
  }
  return vectors;
};

const textsOf = async (directory: string, manifest: Manifest, step: Step): Promise<TextLines> =>
  readTexts(await openVerified(directory, manifest, step).read(FILES.passages), step);

/**
 * Reads what a map of a generation is made of: all of its records, or a sample of `max`.
 *
 * @throws GENERATION_MISSING or GENERATION_CORRUPT.
 */
export const readPoints = async (directory: string, max: number, step: Step): Promise<Points> => {
  const manifest = await readManifest(directory);
  const { generation, spec } = manifest;
  const all = placesIn(manifest);
  const chosen = sampleByKey(manifest.records.map(recordKey), max, SEED).map((record) => all[record]);
  const texts = await textsOf(directory, manifest, step);
  const reader = await openVectorReader(path.join(directory, FILES.vectors), spec.dimensions);
  try {
    const shown = chosen.map(({ record }) => texts.at(record));
    return {
      ...{ generation, records: manifest.records.length, dimensions: spec.dimensions },
      keys: chosen.map(({ entry }) => recordKey(entry)),
      names: shown.map((text) => text?.name ?? ''),
      tags: shown.map((text) => text?.tags ?? []),
      vectors: await wholesOf(reader, generation, chosen, step),
    };
  } finally {
    await reader.close();
  }
};
