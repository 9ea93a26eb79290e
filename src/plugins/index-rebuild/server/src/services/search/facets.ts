import type { SearchMeta } from '../../../../shared/contracts';
import { invalidRequest } from '../../domain/errors';
import type { Facets } from '../../ports/searcher';
import { byType, type SearchedType } from './types';

/** `facets=tags,location`, or several values of the parameter. @throws INVALID_REQUEST */
const namesIn = (asked: unknown): string[] => {
  const parts: unknown[] = [asked].flat();
  if (parts.some((part) => typeof part !== 'string'))
    throw invalidRequest('facets is a list of fields, separated by commas.');
  return [...new Set(parts.flatMap((part) => String(part).split(',')).map((name) => name.trim()))];
};

const unknownField = (name: string, type: SearchedType): string => {
  if (type.filterable.length === 0)
    return `facets cannot count fields of ${type.name}: none of them is listed as filterable.`;
  return `facets cannot count "${name}" of ${type.name}. Choose from: ${type.filterable.join(', ')}.`;
};

/**
 * The fields to count of each content type, by uid; null when nothing is asked for.
 *
 * @throws INVALID_REQUEST for a field that is not filterable.
 */
export const readFacets = (
  asked: unknown,
  types: readonly SearchedType[]
): ReadonlyMap<string, string[]> | null => {
  if (asked === undefined) return null;
  const parts = byType('facets', asked, types);
  const fields = new Map<string, string[]>();
  for (const type of types.filter(({ uid }) => parts.has(uid))) {
    const names = namesIn(parts.get(type.uid));
    const wrong = names.find((name) => !type.filterable.includes(name));
    if (wrong !== undefined) throw invalidRequest(unknownField(wrong, type));
    fields.set(type.uid, names);
  }
  return fields;
};

/** A filter on each of the fields: who may not filter by them may not count them either. */
export const probeFilter = (fields: readonly string[]): object => ({
  $and: fields.map((field) =>
    field.split('.').reduceRight<object>((inner, name) => ({ [name]: inner }), { $notNull: true })
  ),
});

/** Facets as an answer shows them: by field, and below the content type's name when several are searched. */
export const shownFacets = (
  facets: Facets,
  types: readonly SearchedType[]
): NonNullable<SearchMeta['facets']> =>
  types.length === 1
    ? (facets[types[0].uid] ?? {})
    : Object.fromEntries(types.flatMap(({ uid, name }) => (facets[uid] ? [[name, facets[uid]]] : [])));
