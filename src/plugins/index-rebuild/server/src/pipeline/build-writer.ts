import { FILES, recordKey, type RecordTexts, type StagedEntry } from '../domain/manifest';
import { vectorChecksum } from '../domain/vectors';
import type { BuildContext, StagedRecord } from './build-context';

export type Written = { record: StagedRecord; vectors: Float32Array };

/** Takes records with their vectors, in any order and from several lanes at once. */
export interface BuildWriter {
  write(records: readonly Written[]): Promise<void>;
  /** May be called again. */
  close(): Promise<void>;
}

type WriterContext = Pick<BuildContext, 'staging' | 'spec' | 'totals' | 'tagging' | 'tags'>;

/** What a record's automatic tags are called, as one more field: it can be found by those words. */
const tagField = (
  { tagging, tags }: Pick<BuildContext, 'tagging' | 'tags'>,
  { documentId, locale }: StagedRecord
): Record<string, string> => {
  const tagged = tags.get(recordKey(documentId, locale))?.tags ?? [];
  if (!tagging || tagged.length === 0) return {};
  const words = tagged.flatMap(({ tag }) => tagging.words.get(tag) ?? []);
  return { [tagging.field]: words.join(', ') };
};

const joined = (records: readonly Written[]): Float32Array => {
  const rows = new Float32Array(records.reduce((sum, { vectors }) => sum + vectors.length, 0));
  let at = 0;
  for (const { vectors } of records) {
    rows.set(vectors, at);
    at += vectors.length;
  }
  return rows;
};

/**
 * Appends to the three files whose lines and rows belong together, one write after the other. The
 * vectors go first, so that every entry which a crash leaves behind has its vectors. The files are
 * opened when there is something to write.
 */
export const createBuildWriter = (context: WriterContext): BuildWriter => {
  const { staging, spec, totals } = context;
  const open = async () => ({
    vectors: await staging.writeVectors(FILES.vectors),
    entries: await staging.writeLines(FILES.stagedRecords),
    passages: await staging.writeLines(FILES.passages),
  });
  let files: ReturnType<typeof open> | null = null;
  let tail: Promise<void> = Promise.resolve();
  let closing: Promise<void> | null = null;

  const append = async (records: readonly Written[]): Promise<void> => {
    files ??= open();
    const { vectors, entries, passages } = await files;
    await vectors.append(joined(records));
    for (const { record, vectors: rows } of records) {
      const { documentId, locale, fingerprint, textHash, passages: parts, fields } = record;
      const count = rows.length / spec.dimensions;
      totals.rows += count;
      const checksum = vectorChecksum(rows);
      await entries.write({
        documentId,
        locale,
        fingerprint,
        textHash,
        rows: count,
        checksum,
      } satisfies StagedEntry);
      const texts = parts.map((passage) => passage.text);
      const words = { ...fields, ...tagField(context, record) };
      await passages.write({ passages: texts, fields: words } satisfies RecordTexts);
    }
    await entries.flush();
  };

  return {
    write(records) {
      if (records.length === 0) return tail;
      tail = tail.then(() => append(records));
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
