import type { SearchState } from '../../../shared/constants';
import type { NewRecords } from '../domain/search-state';

export type StateQuery = {
  uid: string;
  states: readonly SearchState[];
  /** Null without a live generation. */
  added: NewRecords | null;
};

/** Which rows of a content type, drafts among them, belong to records in some states. */
export interface StateRows {
  /** @returns A subquery of their row ids, for a condition of the same database. */
  idsOf(query: StateQuery): object;
}
