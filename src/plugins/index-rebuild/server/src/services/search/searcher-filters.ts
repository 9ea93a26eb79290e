import type { Searcher } from '../../ports/searcher';
import type { Records, TypeScope } from './records';
import { translateFilter } from './translate-filter';
import type { SearchedType } from './types';

/**
 * Scopes whose filters the searcher evaluates where it can: on fields whose values it has, by comparisons
 * that mean the same in the database.
 */
export const withSearcherFilters = (
  scopes: readonly TypeScope[],
  types: readonly SearchedType[],
  { filterable = {} }: Pick<Searcher, 'filterable'>,
  { typeOf }: Pick<Records, 'typeOf'>
): TypeScope[] =>
  scopes.map((scope) => {
    const { uid, filters } = scope;
    if (filters === undefined) return scope;
    // A field that is no longer filterable is not kept up to date.
    const isKnown = (field: string): boolean =>
      (filterable[uid]?.includes(field) &&
        types.find((type) => type.uid === uid)?.filterable.includes(field)) ??
      false;
    const filter = translateFilter(filters, (field) => (isKnown(field) ? typeOf(uid, field) : undefined));
    return filter === null ? scope : { ...scope, inSearcher: filter };
  });
