import type { ResolvedSettings } from '../../config/settings';
import type { Searcher } from '../../ports/searcher';
import type { Freshness } from '../drift/fresh-values';
import { probeFilter } from './facets';
import { assertShallow, type Request } from './parameters';
import type { RecordQuery, Records, TypeScope } from './records';
import { withSearcherFilters } from './searcher-filters';
import { queriesByType, type SearchedType } from './types';

/** Brings a searcher's values up to date, and says how much it knows then. */
export type FreshValues = { bring(searcher: Searcher): Freshness };

export type ScopeParts = {
  records: Pick<Records, 'check' | 'localeFor' | 'typeOf'>;
  settings: ResolvedSettings['search'];
  freshValues: FreshValues;
  types: readonly SearchedType[];
};

/** What is asked of each content type, checked for this caller. @throws INVALID_REQUEST */
export const scopesOf = (
  { records, settings }: Pick<ScopeParts, 'records' | 'settings'>,
  { types: wanted, locale, facets }: Pick<Request, 'types' | 'locale' | 'facets'>,
  query: RecordQuery,
  auth: unknown
): Promise<TypeScope[]> =>
  Promise.all(
    queriesByType(query, wanted).map(async ({ uid, ...asked }) => {
      assertShallow(asked.filters, settings);
      const checked = await records.check(uid, asked, auth);
      const fields = facets?.get(uid);
      if (fields) await records.check(uid, { filters: probeFilter(fields) }, auth);
      return { uid, ...checked, facets: fields, locale: await records.localeFor(uid, locale) };
    })
  );

const listedWhereCounted = (scope: TypeScope): TypeScope =>
  scope.facets === undefined ? scope : { ...scope, filters: scope.filters ?? {} };

/** With filters that the searcher can evaluate, once it has the values that records have now. */
export const upToDate = (
  { records, freshValues, types }: ScopeParts,
  searcher: Searcher,
  scopes: readonly TypeScope[]
): readonly TypeScope[] => {
  if (!scopes.some(({ filters, facets }) => filters !== undefined || facets !== undefined)) return scopes;
  const freshness = freshValues.bring(searcher);
  if (freshness === 'exact') return withSearcherFilters(scopes, types, searcher, records);
  // After a rollback, values are counted over what the database lists until the records are compared.
  return freshness === 'unknown' ? scopes.map(listedWhereCounted) : scopes;
};
