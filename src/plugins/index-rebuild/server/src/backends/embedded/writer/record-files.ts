import { FILES, type RecordTexts, type StagedEntry } from '../../../domain/manifest';
import { vectorChecksum } from '../../../domain/vectors';
import { openLineWriter } from '../../../lib/json-lines';
import type { IndexedRecord } from '../../../ports/generation-writer';
import { openVectorWriter } from '../files/vectors';

const joined = (records: readonly IndexedRecord[]): Float32Array => {
  const rows = new Float32Array(records.reduce((sum, { vectors }) => sum + vectors.length, 0));
  let at = 0;
  for (const { vectors } of records) {
    rows.set(vectors, at);
    at += vectors.length;
  }
  return rows;
};

/** Takes records in any order and from several lanes at once. */
export interface RecordFiles {
  add(records: readonly IndexedRecord[]): Promise<void>;
  /** Flushes everything to the device. May be called again. */
  close(): Promise<void>;
}

/**
 * Appends to the four files whose lines and rows correspond, one write after the other. The
 * vectors go first, so that every entry a crash leaves behind has its vectors. The files are opened
 * with the first write.
 */
export const createRecordFiles = (pathOf: (file: string) => string, dimensions: number): RecordFiles => {
  const open = async () => ({
    vectors: await openVectorWriter(pathOf(FILES.vectors)),
    entries: await openLineWriter(pathOf(FILES.stagedRecords)),
    passages: await openLineWriter(pathOf(FILES.passages)),
    values: await openLineWriter(pathOf(FILES.values)),
  });
  let files: ReturnType<typeof open> | null = null;
  let tail: Promise<void> = Promise.resolve();
  let closing: Promise<void> | null = null;

  const append = async (records: readonly IndexedRecord[]): Promise<void> => {
    files ??= open();
    const { vectors, entries, passages, values } = await files;
    await vectors.append(joined(records));
    for (const record of records) {
      const { uid, documentId, locale, fingerprint, textHash, vectors: rows } = record;
      const entry: StagedEntry = {
        ...{ uid, documentId, locale, fingerprint, textHash },
        rows: rows.length / dimensions,
        checksum: vectorChecksum(rows),
      };
      await entries.write(entry);
      const { name, passages: texts, fields, filterable, tags } = record;
      const line: RecordTexts = { name, passages: texts, fields, tags, ...(locale !== null && { locale }) };
      await passages.write(line);
      await values.write(filterable);
    }
    await entries.flush();
  };

  return {
    add(records) {
      if (records.length > 0) tail = tail.then(() => append(records));
      return tail;
    },
    close() {
      closing ??= tail.then(async () => {
        await Promise.all(Object.values((await files) ?? {}).map((file) => file.close()));
      });
      return closing;
    },
  };
};
