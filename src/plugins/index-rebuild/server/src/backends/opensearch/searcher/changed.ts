import type { RecordFilter } from '../../../domain/filter';
import { recordKey } from '../../../domain/record';
import type { FacetRequest, Facets, FreshRecord } from '../../../ports/searcher';
import { countFacets } from '../../embedded/searcher/facets';
import { createValues, type Values } from '../../embedded/searcher/values';
import { passing } from '../../embedded/searcher/verdict';
import type { Changed } from './allowed';

/** The records that have changed since the generation, at one moment. */
export type ChangedRecords = Changed & {
  /** Keys of those that are no longer published. */
  gone: readonly string[];
  /** How many of these records, given by their keys, have each value. */
  count(rids: readonly string[], asked: readonly FacetRequest[]): Facets;
};

const changedOf = (fresh: readonly FreshRecord[], values: Values): ChangedRecords => {
  const rids = fresh.map((record) => recordKey(record));
  const places = new Map(rids.map((rid, place) => [rid, place]));
  return {
    rids,
    gone: rids.filter((_, place) => fresh[place].values === null),
    passing(filter: RecordFilter) {
      const passes = passing(filter, values);
      return rids.filter((_, place) => fresh[place].values !== null && passes(place));
    },
    count(some, asked) {
      const found = some.flatMap((rid) => places.get(rid) ?? []);
      return countFacets({ records: fresh }, values, Int32Array.from(found), asked);
    },
  };
};

/** Keeps what the searcher is told about values that have changed; the cluster has them as they were. */
export const createChanged = (filterable: Values['filterable']) => {
  let current = changedOf([], createValues([], filterable));
  return {
    current: (): ChangedRecords => current,
    refresh(fresh: readonly FreshRecord[]): void {
      const values = createValues(fresh, filterable);
      fresh.forEach((record, place) => values.put(place, record.values ?? {}));
      current = changedOf(fresh, values);
    },
  };
};
