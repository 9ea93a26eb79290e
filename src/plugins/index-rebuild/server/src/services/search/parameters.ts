import type { z } from 'zod';

import {
  searchParameters,
  searchQuerySchema,
  similarParameters,
  suggestParameters,
  suggestQuerySchema,
  type SearchMode,
  type SearchQuery,
  type Spelling,
} from '../../../../shared/contracts';
import type { ResolvedSettings } from '../../config/settings';
import { IndexRebuildError, invalidRequest } from '../../domain/errors';
import { readFacets } from './facets';
import { readTypes, type SearchedType } from './types';

type SearchSettings = ResolvedSettings['search'];

/** `limit`: hits on this page, fewer than `size` at the end of what can be paged through. */
export type PageRequest = { start: number; limit: number; size: number };

export type Request = PageRequest & {
  types: readonly SearchedType[];
  mode: SearchMode;
  spelling: Spelling;
  minScore: number | undefined;
  locale: string | undefined;
  highlight: boolean;
  explain: boolean;
  /** Fields to count, by content type; null for nothing. */
  facets: ReadonlyMap<string, string[]> | null;
};

/** @throws QUERY_EMPTY or QUERY_TOO_LONG */
export const readText = (q: unknown, { maxQueryLength }: SearchSettings): string => {
  const text = typeof q === 'string' ? q.trim() : '';
  if (!text) throw new IndexRebuildError('QUERY_EMPTY', 'Say what to search for in the parameter q.');
  if (text.length <= maxQueryLength) return text;
  throw new IndexRebuildError(
    'QUERY_TOO_LONG',
    `q is limited to ${maxQueryLength} characters; yours has ${text.length}.`
  );
};

const readPage = ({ limit, pagination = {} }: SearchQuery, settings: SearchSettings): PageRequest => {
  const { defaultLimit, maxLimit, maxHits } = settings;
  const size = pagination.pageSize ?? pagination.limit ?? limit ?? Math.min(defaultLimit, maxLimit);
  if (size > maxLimit) throw invalidRequest(`A page has at most ${maxLimit} hits; you asked for ${size}.`);
  const start = pagination.start ?? ((pagination.page ?? 1) - 1) * size;
  if (start >= maxHits)
    throw invalidRequest(`Only the first ${maxHits} hits can be paged through. Narrow the search instead.`);
  return { start, limit: Math.min(size, maxHits - start), size };
};

/** How deeply objects and lists are nested. */
const depthOf = (value: unknown): number =>
  typeof value === 'object' && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0;

/** @throws INVALID_REQUEST when filters are nested deeper than is allowed. */
export const assertShallow = (filters: unknown, { maxFilterDepth }: SearchSettings): void => {
  if (depthOf(filters) <= maxFilterDepth) return;
  throw invalidRequest(`filters can be nested at most ${maxFilterDepth} levels deep.`);
};

/** "pagination[page]", as it is written in a URL. */
const nameOf = ([first, ...rest]: readonly PropertyKey[]): string =>
  [String(first ?? 'query'), ...rest.map((part) => `[${String(part)}]`)].join('');

/** Parts of `pagination` that are often written on their own. */
const PAGINATION = ['page', 'pageSize', 'start'];

const unknownParameter = (name: string): string =>
  PAGINATION.includes(name)
    ? `${name} is written pagination[${name}].`
    : `${name} is not a parameter of this search.`;

/** Strapi's parameters and those of search; anything else is a mistake that would change the answer. */
const PARAMETERS = {
  search: Object.keys(searchParameters),
  similar: Object.keys(similarParameters),
  suggest: Object.keys(suggestParameters),
};

const unknownIn = (query: object, route: keyof typeof PARAMETERS): string[] =>
  Object.keys(query)
    .filter((name) => !PARAMETERS[route].includes(name))
    .map(unknownParameter);

type Issue = { path: PropertyKey[]; message: string; code?: string; keys?: string[] };

const problemOf = ({ path, message, keys }: Issue): string =>
  keys
    ? keys.map((key) => unknownParameter(nameOf([...path, key]))).join(' ')
    : `${nameOf(path)} ${message}.`;

/** @throws INVALID_REQUEST naming every wrong parameter. */
const readQuery = <Schema extends z.ZodType>(
  schema: Schema,
  query: Record<string, unknown>,
  route: keyof typeof PARAMETERS
): z.infer<Schema> => {
  const { data, error } = schema.safeParse(query);
  const problems = [
    ...unknownIn(query, route),
    ...(error?.issues ?? []).map((issue) => problemOf(issue as Issue)),
  ];
  if (problems.length > 0 || !data) throw invalidRequest(problems.join(' '));
  return data;
};

export type SuggestRequest = {
  text: string;
  limit: number;
  types: readonly SearchedType[];
  locale: string | undefined;
};

/** @throws QUERY_EMPTY, QUERY_TOO_LONG, or INVALID_REQUEST naming every wrong parameter. */
export const readSuggestRequest = (
  query: Record<string, unknown>,
  settings: SearchSettings,
  all: readonly SearchedType[]
): SuggestRequest => {
  const text = readText(query.q, settings);
  const { limit, locale } = readQuery(suggestQuerySchema, query, 'suggest');
  return { text, limit, locale, types: readTypes(query.type, all) };
};

/** @throws INVALID_REQUEST naming every wrong parameter. */
export const readRequest = (
  query: Record<string, unknown>,
  settings: SearchSettings,
  route: 'search' | 'similar',
  all: readonly SearchedType[]
): Request => {
  const data = readQuery(searchQuerySchema, query, route);
  const { mode, spelling, minScore, locale, highlight, explain } = data;
  const types = readTypes(query.type, all);
  const facets = readFacets(query.facets, types);
  return {
    ...readPage(data, settings),
    ...{ types, mode, spelling, minScore, locale, highlight, explain, facets },
  };
};
