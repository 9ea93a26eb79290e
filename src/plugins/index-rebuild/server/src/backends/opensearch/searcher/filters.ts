import type { Bounds, FilterValue, RecordFilter } from '../../../domain/filter';
import { typeOf, VALUE_TYPES, type ValuePath, type ValueType } from '../generation/mapping';

/*
 * A filter decides with three values, as SQL does, and a query of OpenSearch with two. So there are two
 * queries: one for the records of which it says yes, one for those of which it says no.
 */

type Query = object;

const NONE: Query = { match_none: {} };

const all = (queries: readonly Query[]): Query => ({ bool: { filter: queries } });
const any = (queries: readonly Query[]): Query =>
  queries.length === 0 ? NONE : { bool: { should: queries, minimum_should_match: 1 } };
const not = (query: Query): Query => ({ bool: { must_not: [query] } });

const pathsOf = (field: string, pathOf: ValuePath): string[] =>
  VALUE_TYPES.flatMap((type) => pathOf(field, type) ?? []);

const filled = (field: string, pathOf: ValuePath): Query =>
  any(pathsOf(field, pathOf).map((path) => ({ exists: { field: path } })));

const oneOf = (field: string, values: readonly FilterValue[], pathOf: ValuePath): Query => {
  const byType = new Map<ValueType, FilterValue[]>();
  for (const value of values) byType.set(typeOf(value), [...(byType.get(typeOf(value)) ?? []), value]);
  return any(
    [...byType].flatMap(([type, wanted]) => {
      const path = pathOf(field, type);
      return path === null ? [] : [{ terms: { [path]: wanted } }];
    })
  );
};

const within = (field: string, { above, from, below, to }: Bounds, pathOf: ValuePath): Query => {
  const bound = [above, from, below, to].find((one) => one !== undefined);
  if (bound === undefined) return filled(field, pathOf);
  const path = pathOf(field, typeOf(bound));
  if (path === null) return NONE;
  return { range: { [path]: { gt: above, gte: from, lt: below, lte: to } } };
};

/** The records of which a comparison says no: those that have a value, and none that passes. */
const unlike = (field: string, query: Query, pathOf: ValuePath): Query =>
  all([filled(field, pathOf), not(query)]);

/** The query for the records of which a filter says yes, or those of which it says no. */
export const filterQuery = (filter: RecordFilter, pathOf: ValuePath, said = true): Query => {
  switch (filter.kind) {
    case 'and':
    case 'or': {
      const each = filter.of.map((one) => filterQuery(one, pathOf, said));
      return (filter.kind === 'and') === said ? all(each) : any(each);
    }
    case 'not':
      return filterQuery(filter.of, pathOf, !said);
    case 'in': {
      const query = oneOf(filter.field, filter.values, pathOf);
      return said ? query : unlike(filter.field, query, pathOf);
    }
    case 'range': {
      const query = within(filter.field, filter.bounds, pathOf);
      return said ? query : unlike(filter.field, query, pathOf);
    }
    case 'empty': {
      const query = filled(filter.field, pathOf);
      return said ? not(query) : query;
    }
  }
};
