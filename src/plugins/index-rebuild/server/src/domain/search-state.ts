import { IN_SEARCH_FILTER, SEARCH_STATES, type SearchState } from '../../../shared/constants';
import type { OverlayState, RecordState } from '../../../shared/contracts';
import { invalidRequest } from './errors';

/** Whether search has a record that is new since the live generation. */
const stateOfNew = ({ searchableSince, waitsFor }: OverlayState): SearchState => {
  if (searchableSince !== null) return 'changed';
  return waitsFor === 'refused' ? 'not-indexed' : 'waiting';
};

type Known = Pick<RecordState, 'state' | 'cause'> & OverlayState;

/** What a list says of a record. Without an index, whatever is published waits for one. */
export const searchStateOf = ({ state, cause, ...overlay }: Known): SearchState => {
  switch (state) {
    case 'indexed':
      return 'up-to-date';
    case 'changed':
      return 'changed';
    case 'added':
      return stateOfNew(overlay);
    case 'none':
      return 'waiting';
    case 'unindexable':
      return 'not-indexed';
    case 'removed':
      return cause === 'unindexable' ? 'not-indexed' : 'not-published';
    case 'draft':
      return 'not-published';
  }
};

/** The records that are new since the live generation and do not wait, by `recordKey`. */
export type NewRecords = { searchable: string[]; refused: string[] };

/** Sorts records that are new since the live generation as `searchStateOf` does. */
export const sortedNew = (states: Iterable<readonly [string, OverlayState]>): NewRecords => {
  const sorted: NewRecords = { searchable: [], refused: [] };
  for (const [key, state] of states) {
    const found = stateOfNew(state);
    if (found === 'changed') sorted.searchable.push(key);
    if (found === 'not-indexed') sorted.refused.push(key);
  }
  return sorted;
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The states that a term such as `{ $ne: 'changed' }` leaves. @throws INVALID_REQUEST */
const statesOfTerm = (term: unknown): SearchState[] => {
  const [[operator, wanted] = [], ...others] = isObject(term) ? Object.entries(term) : [];
  const known = SEARCH_STATES.some((state) => state === wanted);
  if (!known || others.length > 0 || (operator !== '$eq' && operator !== '$ne'))
    throw invalidRequest(
      `The filter ${IN_SEARCH_FILTER} takes $eq or $ne and one of these: ${SEARCH_STATES.join(', ')}.`
    );
  return SEARCH_STATES.filter((state) => (state === wanted) === (operator === '$eq'));
};

/** The states that all terms of the filter leave. @throws INVALID_REQUEST */
export const statesOfTerms = (terms: readonly unknown[]): SearchState[] => {
  const allowed = terms.map(statesOfTerm);
  return SEARCH_STATES.filter((state) => allowed.every((states) => states.includes(state)));
};

type Filters = Record<string, unknown>;

/**
 * Takes the filter by state out of a list's filters, in which it stands as if it were a field: at the top, or
 * among those of `$and`, where the Content Manager puts it.
 */
export const takeTerms = (filters: unknown): { filters: Filters; terms: unknown[] } => {
  if (!isObject(filters)) return { filters: {}, terms: [] };
  const terms: unknown[] = [];
  const withoutTerm = (part: unknown): Filters[] => {
    if (!isObject(part)) return [];
    const { [IN_SEARCH_FILTER]: term, ...others } = part;
    if (term !== undefined) terms.push(term);
    return Object.keys(others).length > 0 ? [others] : [];
  };
  const { $and, ...top } = filters;
  const [left = {}] = withoutTerm(top);
  const parts = Array.isArray($and) ? $and.flatMap(withoutTerm) : [];
  return {
    filters: terms.length === 0 ? filters : { ...left, ...(parts.length > 0 && { $and: parts }) },
    terms,
  };
};
