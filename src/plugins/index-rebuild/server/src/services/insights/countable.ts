import { IndexRebuildError } from '../../domain/errors';
import type { AnsweredSearch } from '../../domain/insights/tally';

/** What the search service knows of a search that it has answered. */
export type FoundPage = Omit<AnsweredSearch, 'tookMs'>;

/** Statuses of searches that are turned away although nothing is wrong with them. */
const REFUSALS = [429, 503];

export const isRefusal = (error: unknown): boolean =>
  error instanceof IndexRebuildError && REFUSALS.includes(error.status);

/** Whoever pages through hits, or looks at how scores come about, does not search once more. */
export const isFirstPage = (query: Record<string, unknown>): boolean => {
  const { page = 1, start = 0 } = (query.pagination ?? {}) as Record<string, unknown>;
  return query.explain !== 'true' && Number(page) === 1 && Number(start) === 0;
};
