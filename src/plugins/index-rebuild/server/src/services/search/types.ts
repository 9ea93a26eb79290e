import { invalidRequest } from '../../domain/errors';
import type { RecordQuery } from './records';

/** A content type that can be searched. `name` is what `type=` and `filters[…]` call it. */
export type SearchedType = {
  uid: string;
  name: string;
  /** Fields whose values can be counted. */
  filterable: readonly string[];
};

/** Parameters that name a content type first when several are searched. */
type TypedParameter = keyof RecordQuery | 'facets';

/** The names that belong to one content type only; the others go by their uid. */
export const searchedTypes = (
  sources: readonly { uid: string; singularName: string; filterable: readonly string[] }[]
): SearchedType[] =>
  sources.map(({ uid, singularName, filterable }) => {
    const isUnique = sources.filter((other) => other.singularName === singularName).length === 1;
    return { uid, name: isUnique ? singularName : uid, filterable };
  });

const listed = (types: readonly SearchedType[]): string => types.map(({ name }) => name).join(', ');

/** `type=article`, `type=article,page` or `type` given several times. @throws INVALID_REQUEST */
export const readTypes = (wanted: unknown, all: readonly SearchedType[]): readonly SearchedType[] => {
  if (wanted === undefined) return all;
  const names = (Array.isArray(wanted) ? wanted : [wanted]).flatMap((part) => String(part).split(','));
  const found = names.map((name) => {
    const type = all.find((one) => one.name === name.trim() || one.uid === name.trim());
    if (!type) throw invalidRequest(`type "${name}" is not indexed. Choose from: ${listed(all)}.`);
    return type;
  });
  return [...new Set(found)];
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** One parameter by content type: `filters[article][…]`. @throws INVALID_REQUEST */
export const byType = (
  name: TypedParameter,
  value: unknown,
  types: readonly SearchedType[]
): Map<string, unknown> => {
  if (value === undefined) return new Map();
  if (types.length === 1) return new Map([[types[0].uid, value]]);
  if (name === 'populate' && value === '*') return new Map(types.map(({ uid }) => [uid, value]));
  const example = `${name}[${types[0].name}]`;
  const advice = `Several content types are searched, so ${name} names one first, such as ${example}; or search one alone with type=${types[0].name}.`;
  if (!isObject(value)) throw invalidRequest(advice);
  const parts = new Map<string, unknown>();
  for (const [key, part] of Object.entries(value)) {
    const type = types.find((one) => one.name === key || one.uid === key);
    if (!type) throw invalidRequest(`${advice} "${key}" is none of them: ${listed(types)}.`);
    // By its name and by its uid: one of the two would be lost.
    if (parts.has(type.uid)) throw invalidRequest(`${name} names ${type.name} twice.`);
    parts.set(type.uid, part);
  }
  return parts;
};

/** What a caller asks of each content type. @throws INVALID_REQUEST */
export const queriesByType = (
  { filters, fields, populate }: RecordQuery,
  types: readonly SearchedType[]
): (RecordQuery & { uid: string })[] => {
  const of = {
    filters: byType('filters', filters, types),
    fields: byType('fields', fields, types),
    populate: byType('populate', populate, types),
  };
  return types.map(({ uid }) => ({
    uid,
    filters: of.filters.get(uid) as object | undefined,
    fields: of.fields.get(uid),
    populate: of.populate.get(uid),
  }));
};
