import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';

import type { IndexSpec } from '../../../domain/index-spec';
import { FILES, type RecordTexts } from '../../../domain/manifest';
import { recordKey } from '../../../domain/record';
import { openLineWriter } from '../../../lib/json-lines';
import type { IndexedRecord } from '../../../ports/generation-writer';
import { bytesOfLines, joinSections } from '../../embedded/lexical/sections';
import { buildSuggestions } from '../../embedded/suggestions/build';

const FILES_HERE = [FILES.stagedRecords, FILES.passages, FILES.suggestions];

/**
 * The texts of the records that are added, on this machine until suggestions have been made of them: phrases
 * are counted over all of them, which may be more than fit in memory.
 */
export const openStagedTexts = async (directory: string) => {
  await mkdir(directory, { recursive: true });
  const pathOf = (file: string): string => path.join(directory, file);
  const entries = await openLineWriter(pathOf(FILES.stagedRecords));
  const texts = await openLineWriter(pathOf(FILES.passages));
  const keys: string[] = [];
  let tail: Promise<void> = Promise.resolve();
  let closing: Promise<void> | null = null;

  const append = async (records: readonly IndexedRecord[]): Promise<void> => {
    for (const record of records) {
      const { uid, documentId, locale, name, passages, fields, tags } = record;
      keys.push(recordKey(record));
      await entries.write({ uid, documentId, locale });
      const line: RecordTexts = { name, passages, fields, tags, ...(locale !== null && { locale }) };
      await texts.write(line);
    }
  };

  const close = (): Promise<void> =>
    (closing ??= tail.then(async () => {
      await Promise.all([entries.close(), texts.close()]);
    }));

  return {
    /** From several lanes at once, in any order. */
    add(records: readonly IndexedRecord[]): Promise<void> {
      tail = tail.then(() => append(records));
      return tail;
    },

    /** Ends adding. @returns The suggestions, and the keys of the records that they name by number. */
    async suggestions(spec: Pick<IndexSpec, 'sources'>, signal: AbortSignal): Promise<Uint8Array> {
      await close();
      await buildSuggestions(pathOf, spec, signal);
      return joinSections([await readFile(pathOf(FILES.suggestions)), bytesOfLines(keys)]);
    },

    /** Removes what is on this machine. May be called again. */
    async remove(): Promise<void> {
      await close().catch(() => {});
      for (const file of FILES_HERE) await rm(pathOf(file), { force: true });
    },
  };
};

export type StagedTexts = Awaited<ReturnType<typeof openStagedTexts>>;
