import pLimit from 'p-limit';

import { isEarlier } from '../../domain/generation';
import { filledValues } from '../../domain/source-text';
import type { DriftRow, DriftState } from '../../ports/drift-store';
import type { FreshRecord, Searcher } from '../../ports/searcher';
import type { DriftPorts } from './ports';
import type { PublishedRecords } from './published-records';

/**
 * Changed records whose values are kept in memory; with more, the database answers filters. What is no longer
 * published is known of all, so that its values are not counted.
 */
const MAX_RECORDS = 2_000;

/** Changed records of one generation, by record key. */
type Known = {
  generation: string | null;
  revision: number;
  /** Whether every value that differs from the generation's is known. */
  isComplete: boolean;
  records: Map<string, FreshRecord>;
};

/** How much a searcher knows of what records have now. */
export type Freshness = 'exact' | 'behind' | 'unknown';

const nothing = (generation: string | null): Known => ({
  ...{ generation, revision: -1, isComplete: false },
  records: new Map(),
});

/** The values that records have now, where they are not those of the live generation. */
export const createFreshValues = (
  { drift, settings }: Pick<DriftPorts, 'drift' | 'settings'>,
  published: PublishedRecords,
  /** Whether documents are known to have changed and are not compared yet. */
  isBehind: () => boolean
) => {
  const oneAtATime = pLimit(1);
  const filterable = new Map(settings.sources.map((source) => [source.uid, source.filterable]));
  let known = nothing(null);
  /** Which of them a searcher has been given. */
  const given = new WeakMap<Searcher, Known>();

  /** Rows of records that the generation has; of too many, those alone that are no longer published. */
  const rowsOfGeneration = async (): Promise<{ rows: DriftRow[]; isWhole: boolean }> => {
    const gone = new Map<string, DriftRow>();
    const others = new Map<string, DriftRow>();
    let isWhole = true;
    for await (const page of drift.pages()) {
      for (const row of page) {
        if (row.kind === 'removed' && row.cause !== 'unindexable') gone.set(row.key, row);
        else if (row.kind !== 'added' && isWhole) others.set(row.key, row);
      }
      isWhole &&= gone.size + others.size <= MAX_RECORDS;
      if (!isWhole) others.clear();
    }
    return { rows: [...gone.values(), ...others.values()], isWhole };
  };

  const withoutValues = (rows: readonly DriftRow[]): Map<string, FreshRecord> =>
    new Map(rows.map(({ key, uid, documentId, locale }) => [key, { uid, documentId, locale, values: null }]));

  const readRecords = async (rows: readonly DriftRow[]): Promise<Map<string, FreshRecord>> => {
    const found = withoutValues(rows);
    for await (const some of published.read(rows)) {
      for (const [key, { uid, values }] of some) {
        const record = found.get(key);
        if (record) record.values = filledValues(filterable.get(uid) ?? [], values);
      }
    }
    return found;
  };

  const read = async ({ generation, revision }: DriftState): Promise<Known> => {
    const { rows, isWhole } = await rowsOfGeneration();
    return {
      ...{ generation, revision },
      // What is edited in a record that cannot be indexed leaves its row as it is.
      isComplete: isWhole && rows.every(({ cause }) => cause !== 'unindexable'),
      records: isWhole ? await readRecords(rows) : withoutValues(rows),
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
     * @returns Whether its filters are exact now; "unknown" where it may hold records that were unpublished long
     * ago, since nothing is known of what has changed since an earlier generation.
     */
    bring(searcher: Searcher): Freshness {
      if (searcher.generation !== known.generation)
        return known.generation === null || isEarlier(searcher.generation, known.generation)
          ? 'unknown'
          : 'behind';
      if (given.get(searcher) !== known) {
        // A searcher that has just started has the values of its generation.
        if (given.has(searcher) || known.records.size > 0) searcher.refresh?.([...known.records.values()]);
        given.set(searcher, known);
      }
      return known.isComplete && !isBehind() ? 'exact' : 'behind';
    },
  };
};

export type FreshValues = ReturnType<typeof createFreshValues>;
