import { open } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';

import type { IndexRebuildError } from '../../../domain/errors';
import {
  FILES,
  manifestSchema,
  stagedEntrySchema,
  type Manifest,
  type ManifestRecord,
} from '../../../domain/manifest';
import { corrupt, missing } from './manifest-file';

const headSchema = manifestSchema.omit({ records: true });

/** The line after which `writeManifest` has one record a line. */
const RECORDS = '  "records": [';

export type ManifestHead = Omit<Manifest, 'records'>;

const unreadable = (generation: string, { code, message }: NodeJS.ErrnoException): IndexRebuildError =>
  code === 'ENOENT' ? missing(generation) : corrupt(generation, `its manifest is not valid (${message})`);

/**
 * Reads a manifest line by line, so that a long one does not hold up whatever else this process does.
 *
 * @param onRecord Called with each record in their order.
 * @throws GENERATION_MISSING or GENERATION_CORRUPT.
 */
export const readManifestEntries = async (
  directory: string,
  onRecord: (record: ManifestRecord) => void
): Promise<ManifestHead> => {
  const generation = path.basename(directory);
  let text = '';
  let head: ManifestHead | null = null;
  // Opened first: a stream that cannot be opened would not tell the lines' reader.
  const file = await open(path.join(directory, FILES.manifest)).catch((error: Error) => {
    throw unreadable(generation, error);
  });
  try {
    const input = file.createReadStream({ encoding: 'utf8', autoClose: false });
    for await (const line of createInterface({ input, crlfDelay: Infinity })) {
      if (head === null && line === RECORDS)
        head = headSchema.parse(JSON.parse(`${text.replace(/,\s*$/, '')}}`));
      else if (head === null) text += `${line}\n`;
      else if (line !== ']}') onRecord(stagedEntrySchema.parse(JSON.parse(line.replace(/,$/, ''))));
    }
    if (head === null) throw new Error('it has no records');
    return head;
  } catch (error) {
    throw unreadable(generation, error as Error);
  } finally {
    await file.close();
  }
};
