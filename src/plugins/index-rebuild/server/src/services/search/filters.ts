import type { Records, Scope } from './records';

/**
 * Up to this many documents that pass the filters are listed by the database, and the searcher ranks
 * only those. Above it, the ranked hits are checked in the database instead, in batches.
 */
export const MAX_LISTED = 2_000;

/**
 * What filters leave to search: everything, the documents of a list, or so many that they are not
 * listed and each hit has to be looked up.
 */
export type Narrowing =
  | { kind: 'none' }
  | { kind: 'listed'; only: string[] }
  | { kind: 'counted'; count: number };

/** Reads at most a count and `MAX_LISTED` ids from the database, however large the table. */
export const narrow = async (records: Pick<Records, 'count' | 'list'>, scope: Scope): Promise<Narrowing> => {
  if (!scope.filters) return { kind: 'none' };
  const count = await records.count(scope);
  if (count > MAX_LISTED) return { kind: 'counted', count };
  return { kind: 'listed', only: count === 0 ? [] : await records.list(scope, MAX_LISTED) };
};
