import pLimit from 'p-limit';

import { documentKey, recordKey, type DocumentRef } from '../../domain/record';
import { filledValues } from '../../domain/source-text';
import type { DriftRow, DriftState } from '../../ports/drift-store';
import type { FreshRecord, Searcher } from '../../ports/searcher';
import type { DriftPorts } from './ports';
import { stateKey } from './row-changes';

/** Changed records whose values are kept in memory; with more, the database answers filters. */
const MAX_RECORDS = 2_000;
/** Few documents at a time: while they are read, Strapi does nothing else. */
const READ_AT_ONCE = 40;

/** Changed records of one generation, by record key. */
type Known = {
  generation: string | null;
  revision: number;
  /** Whether every value that differs from the generation's is known. */
  isComplete: boolean;
  /** What the row of each record said when its values were read. */
  states: Map<string, string>;
  records: Map<string, FreshRecord>;
};

const nothing = (generation: string | null): Known => ({
  ...{ generation, revision: -1, isComplete: false },
  ...{ states: new Map(), records: new Map() },
});

/** The values that records have now, where they are not those of the live generation. */
export const createFreshValues = (
  { drift, records, settings }: Pick<DriftPorts, 'drift' | 'records' | 'settings'>,
  /** Whether documents are known to have changed and are not compared yet. */
  isBehind: () => boolean
) => {
  const oneAtATime = pLimit(1);
  const filterable = new Map(settings.sources.map((source) => [source.uid, source.filterable]));
  let known = nothing(null);
  /** Which of them a searcher has been given. */
  const given = new WeakMap<Searcher, Known>();

  /** Rows of records that the generation has; null when there are too many. */
  const rowsOfGeneration = async (): Promise<Map<string, DriftRow> | null> => {
    const rows = new Map<string, DriftRow>();
    for await (const page of drift.pages()) {
      for (const row of page) if (row.kind !== 'added') rows.set(row.key, row);
      if (rows.size > MAX_RECORDS) return null;
    }
    return rows;
  };

  const readRecords = async (rows: readonly DriftRow[]): Promise<[string, FreshRecord][]> => {
    const found = new Map<string, FreshRecord>(
      rows.map(({ key, uid, documentId, locale }) => [key, { uid, documentId, locale, values: null }])
    );
    const documents = [...new Map<string, DocumentRef>(rows.map((row) => [documentKey(row), row])).values()];
    for (let at = 0; at < documents.length; at += READ_AT_ONCE) {
      for (const { values, ...ref } of await records.published(documents.slice(at, at + READ_AT_ONCE))) {
        const record = found.get(recordKey(ref));
        if (record) record.values = filledValues(filterable.get(ref.uid) ?? [], values);
      }
    }
    return [...found];
  };

  const read = async ({ generation, revision }: DriftState): Promise<Known> => {
    const before = known.generation === generation ? known : nothing(generation);
    const rows = await rowsOfGeneration();
    if (rows === null) return { ...nothing(generation), revision };
    const isNew = (row: DriftRow): boolean => before.states.get(row.key) !== stateKey(row);
    const fresh = new Map(await readRecords([...rows.values()].filter(isNew)));
    const keys = [...rows.keys()];
    return {
      ...{ generation, revision },
      // What is edited in a record that cannot be indexed leaves its row as it is.
      isComplete: [...rows.values()].every(({ cause }) => cause !== 'unindexable'),
      states: new Map([...rows].map(([key, row]) => [key, stateKey(row)])),
      records: new Map(keys.map((key) => [key, fresh.get(key) ?? (before.records.get(key) as FreshRecord)])),
    };
  };

  return {
    /** Reads what has changed since it was last called, in whichever process. */
    refresh: (): Promise<void> =>
      oneAtATime(async () => {
        // The revision is read before the rows: what is written in between is read again.
        const state = await drift.state();
        if (state.generation === known.generation && state.revision === known.revision) return;
        known = await read(state);
      }),

    /**
     * Gives a searcher the values that have changed since its generation, unless it has them.
     *
     * @returns Whether its filters are exact now.
     */
    bring(searcher: Searcher): boolean {
      if (searcher.generation !== known.generation) return false;
      if (given.get(searcher) !== known) {
        // A searcher that has just started has the values of its generation.
        if (given.has(searcher) || known.records.size > 0) searcher.refresh?.([...known.records.values()]);
        given.set(searcher, known);
      }
      return known.isComplete && !isBehind();
    },
  };
};

export type FreshValues = ReturnType<typeof createFreshValues>;
