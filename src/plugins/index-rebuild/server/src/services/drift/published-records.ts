import { LRUCache } from 'lru-cache';

import { documentKey, recordKey, type DocumentRef } from '../../domain/record';
import type { DriftRow } from '../../ports/drift-store';
import type { RecordLookup, SourceRecord } from '../../ports/source';
import { stateKey } from './row-changes';

/** Few documents at a time: while they are read, Strapi does nothing else. */
const READ_AT_ONCE = 40;
/** Records that are kept in memory, since two readers ask for them one after the other. */
const KEPT = 4_000;

type Kept = { state: string; record: SourceRecord };

/** The published records of drifted ones. Each is read once for each state in which its row is. */
export const createPublishedRecords = (records: Pick<RecordLookup, 'published'>) => {
  const kept = new LRUCache<string, Kept>({ max: KEPT });

  const readMissing = async (rows: readonly DriftRow[]): Promise<void> => {
    const states = new Map(rows.map((row) => [row.key, stateKey(row)]));
    const documents = [...new Map<string, DocumentRef>(rows.map((row) => [documentKey(row), row])).values()];
    for (const record of await records.published(documents)) {
      const key = recordKey(record);
      const state = states.get(key);
      if (state !== undefined) kept.set(key, { state, record });
    }
  };

  /** Undefined when it has to be read, or was not published when it was. */
  const known = (row: DriftRow): SourceRecord | undefined => {
    const found = kept.get(row.key);
    return found?.state === stateKey(row) ? found.record : undefined;
  };

  return {
    /**
     * Reads the records of these rows, some at a time.
     *
     * @returns By key, those that are published.
     */
    async *read(rows: readonly DriftRow[]): AsyncGenerator<Map<string, SourceRecord>> {
      for (let at = 0; at < rows.length; at += READ_AT_ONCE) {
        const some = rows.slice(at, at + READ_AT_ONCE);
        const missing = some.filter((row) => known(row) === undefined);
        if (missing.length > 0) await readMissing(missing);
        const found = some.flatMap((row): [string, SourceRecord][] => {
          const record = known(row);
          return record ? [[row.key, record]] : [];
        });
        yield new Map(found);
      }
    },
  };
};

export type PublishedRecords = ReturnType<typeof createPublishedRecords>;
