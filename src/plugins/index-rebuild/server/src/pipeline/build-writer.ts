import { FILES, type RecordTexts, type StagedEntry } from '../domain/manifest';
import { vectorCheck } from '../domain/vectors';
import type { BuildContext, StagedRecord } from './build-context';

export type Written = { record: StagedRecord; vectors: Float32Array };

/** Takes records with their vectors, in any order and from several lanes at once. */
export interface BuildWriter {
  write(records: readonly Written[]): Promise<void>;
  close(): Promise<void>;
}

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
 * vectors go first, so that every entry which a crash leaves behind has its vectors.
 */
export const openBuildWriter = async ({ staging, recipe, totals }: BuildContext): Promise<BuildWriter> => {
  const vectors = await staging.writeVectors(FILES.vectors);
  const entries = await staging.writeLines(FILES.stagedRecords);
  const passages = await staging.writeLines(FILES.passages);
  let tail: Promise<void> = Promise.resolve();

  const append = async (records: readonly Written[]): Promise<void> => {
    await vectors.append(joined(records));
    for (const { record, vectors: rows } of records) {
      const { documentId, locale, fingerprint, textHash: text, passages: parts, fields } = record;
      const count = rows.length / recipe.dimensions;
      totals.rows += count;
      const check = vectorCheck(rows);
      await entries.write({ documentId, locale, fingerprint, text, passages: count, check } satisfies StagedEntry);
      const texts = parts.map((passage) => passage.text);
      await passages.write({ passages: texts, fields } satisfies RecordTexts);
    }
    await entries.flush();
  };

  return {
    write(records) {
      if (records.length === 0) return tail;
      tail = tail.then(() => append(records));
      return tail;
    },
    async close() {
      await tail;
      await Promise.all([vectors.close(), entries.close(), passages.close()]);
    },
  };
};
