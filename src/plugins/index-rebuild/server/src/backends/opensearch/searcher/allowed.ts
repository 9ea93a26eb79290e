import { invalidRequest } from '../../../domain/errors';
import type { RecordFilter } from '../../../domain/filter';
import type { Within } from '../../../ports/searcher';
import type { ValuePath } from '../generation/mapping';
import { groupOf } from '../generation/rows';
import { filterQuery } from './filters';

/** Records whose values are not those of the generation any more. */
export type Changed = {
  /** Keys of all of them. */
  rids: readonly string[];
  /** Keys of those that pass, by the values that they have now. */
  passing(filter: RecordFilter): string[];
};

const inGroup = (uid: string, locale: string | undefined): object =>
  locale === undefined ? { prefix: { group: `${uid}:` } } : { term: { group: groupOf(uid, locale) } };

const oneOf = (field: string, keys: readonly string[]): object => ({ terms: { [field]: keys } });

/** Of what a cluster takes in one list, 65,536, some is left for what has changed. */
const MAX_LISTED = 50_000;

const listed = (only: readonly string[]): object => {
  if (only.length <= MAX_LISTED) return oneOf('document', only);
  throw invalidRequest(
    `A filter by fields that are not filterable passes ${only.length} records, and at most ${MAX_LISTED} can be searched like that. Add the fields to sources[].filterable and rebuild.`
  );
};

/** The records of which a filter says yes: what has changed is decided here, the rest by the cluster. */
const passing = (filter: RecordFilter, pathOf: ValuePath, { rids, passing: now }: Changed): object => {
  const query = filterQuery(filter, pathOf);
  if (rids.length === 0) return query;
  const unchanged = { bool: { filter: [query], must_not: [oneOf('rid', rids)] } };
  return { bool: { should: [unchanged, oneOf('rid', now(filter))], minimum_should_match: 1 } };
};

const NOTHING_CHANGED: Changed = { rids: [], passing: () => [] };

/** The rows of the records that a request allows; null when it allows all. */
export const withinQuery = (
  within: readonly Within[] | undefined,
  pathOf: ValuePath,
  changed: Changed = NOTHING_CHANGED
): object | null => {
  if (within === undefined) return null;
  const parts = within.map(({ uid, locale, only, filter }) => ({
    bool: {
      filter: [
        inGroup(uid, locale),
        ...(only === undefined ? [] : [listed(only)]),
        ...(filter === undefined ? [] : [passing(filter, pathOf, changed)]),
      ],
    },
  }));
  return parts.length === 0 ? { match_none: {} } : { bool: { should: parts, minimum_should_match: 1 } };
};

/** The same without some records; null when nothing narrows a search. @param away Their keys. */
export const withoutRecords = (allowed: object | null, away: readonly string[]): object | null => {
  if (away.length === 0) return allowed;
  return { bool: { ...(allowed && { filter: [allowed] }), must_not: [oneOf('rid', away)] } };
};
