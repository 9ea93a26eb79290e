import { searchQuerySchema, type SearchMode, type SearchQuery } from '../../../../shared/contracts';
import type { Container } from '../../container';
import { IndexRebuildError } from '../../domain/errors';

type SearchSettings = Container['settings']['search'];

export type PageRequest = { start: number; limit: number };

export type Request = PageRequest & {
  mode: SearchMode;
  locale: string | undefined;
  highlight: boolean;
  explain: boolean;
};

const invalid = (message: string): IndexRebuildError => new IndexRebuildError('INVALID_REQUEST', message);

/** @throws QUERY_EMPTY or QUERY_TOO_LONG */
export const readText = (q: unknown, { maxQueryLength }: SearchSettings): string => {
  const text = typeof q === 'string' ? q.trim() : '';
  if (!text) throw new IndexRebuildError('QUERY_EMPTY', 'Say what to search for in the parameter q.');
  if (text.length <= maxQueryLength) return text;
  throw new IndexRebuildError(
    'QUERY_TOO_LONG',
    `q may have ${maxQueryLength} characters, this has ${text.length}.`
  );
};

const readPage = ({ limit, pagination = {} }: SearchQuery, settings: SearchSettings): PageRequest => {
  const { defaultLimit, maxLimit, maxHits } = settings;
  const size = pagination.pageSize ?? pagination.limit ?? limit ?? Math.min(defaultLimit, maxLimit);
  if (size > maxLimit) throw invalid(`limit is a whole number from 1 to ${maxLimit}.`);
  const start = pagination.start ?? ((pagination.page ?? 1) - 1) * size;
  if (start >= maxHits)
    throw invalid(`Only the first ${maxHits} hits can be paged through. Narrow the search instead.`);
  return { start, limit: Math.min(size, maxHits - start) };
};

/** How deep objects and lists lie in each other. */
const depthOf = (value: unknown): number =>
  typeof value === 'object' && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0;

/** @throws INVALID_REQUEST when filters are nested deeper than is allowed. */
export const assertShallow = (filters: unknown, { maxFilterDepth }: SearchSettings): void => {
  if (depthOf(filters) <= maxFilterDepth) return;
  throw invalid(`filters may be nested ${maxFilterDepth} levels deep.`);
};

/** @throws INVALID_REQUEST naming every wrong parameter. */
export const readRequest = (query: unknown, settings: SearchSettings): Request => {
  const { success, data, error } = searchQuerySchema.safeParse(query);
  if (!success) {
    const problems = error.issues.map(({ path, message }) => `${path.join('.') || 'query'}: ${message}`);
    throw invalid(problems.join('; '));
  }
  const { mode, locale, highlight, explain } = data;
  return { ...readPage(data, settings), mode, locale, highlight, explain };
};
