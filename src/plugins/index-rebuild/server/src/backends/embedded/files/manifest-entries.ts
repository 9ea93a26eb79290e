import { open } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';

import { generationCorrupt, generationMissing, type IndexRebuildError } from '../../../domain/errors';
import {
  FILES,
  manifestSchema,
  stagedEntrySchema,
  type Manifest,
  type ManifestRecord,
} from '../../../domain/manifest';
import { currentEntry, currentHead } from '../../../domain/manifest-versions';

const headSchema = manifestSchema.omit({ records: true });

/** A head that was kept apart from its manifest. @throws GENERATION_CORRUPT */
export const headIn = (generation: string, kept: unknown): ManifestHead => {
  try {
    return headSchema.parse(currentHead(kept));
  } catch (error) {
    throw generationCorrupt(generation, `its summary is not valid (${(error as Error).message})`);
  }
};

/** The line after which `writeManifest` has one record per line. */
const RECORDS = '  "records": [';

export type ManifestHead = Omit<Manifest, 'records'>;

const unreadable = (generation: string, { code, message }: NodeJS.ErrnoException): IndexRebuildError =>
  code === 'ENOENT'
    ? generationMissing(generation)
    : generationCorrupt(generation, `its manifest is not valid (${message})`);

/** Calls `onLine` with each line until it has seen enough. */
const eachLine = async (directory: string, onLine: (line: string) => boolean): Promise<void> => {
  // Opened first: the line reader would not notice a stream that fails to open.
  const file = await open(path.join(directory, FILES.manifest));
  try {
    const input = file.createReadStream({ encoding: 'utf8', autoClose: false });
    for await (const line of createInterface({ input, crlfDelay: Infinity })) if (!onLine(line)) break;
  } finally {
    await file.close();
  }
};

/** Collects the lines before the records. @returns The head after its last line, until then null. */
const headReader = () => {
  let text = '';
  return (line: string): ManifestHead | null => {
    if (line === RECORDS) return headSchema.parse(currentHead(JSON.parse(`${text.replace(/,\s*$/, '')}}`)));
    text += `${line}\n`;
    return null;
  };
};

const entryIn = (line: string, { spec }: ManifestHead): ManifestRecord =>
  stagedEntrySchema.parse(currentEntry(JSON.parse(line.replace(/,$/, '')), spec.sources[0].uid));

const read = async (
  directory: string,
  onRecord: ((record: ManifestRecord) => void) | null
): Promise<ManifestHead> => {
  const addToHead = headReader();
  let head: ManifestHead | null = null;
  try {
    await eachLine(directory, (line) => {
      if (head === null) head = addToHead(line);
      else if (line !== ']}') onRecord?.(entryIn(line, head));
      return head === null || onRecord !== null;
    });
    if (head === null) throw new Error('it has no records');
    return head;
  } catch (error) {
    throw unreadable(path.basename(directory), error as Error);
  }
};

/**
 * Reads a manifest line by line, so that a long one does not block the process.
 *
 * @param onRecord Called with each record, in order.
 * @throws GENERATION_MISSING or GENERATION_CORRUPT.
 */
export const readManifestEntries = (
  directory: string,
  onRecord: (record: ManifestRecord) => void
): Promise<ManifestHead> => read(directory, onRecord);

/** Reads the part before the records. @throws GENERATION_MISSING or GENERATION_CORRUPT. */
export const readManifestHead = (directory: string): Promise<ManifestHead> => read(directory, null);
