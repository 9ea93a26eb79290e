import type { Records, Scope, TypeScope } from './records';

/**
 * Up to this many documents that pass the filters are listed by the database, and the searcher ranks
 * only those. Above it, the ranked hits are checked in the database instead, in batches.
 */
export const MAX_LISTED = 2_000;

/**
 * What filters leave to search: everything, lists of documents by content type, or so many that they are
 * not listed and each hit has to be looked up. `count` has the documents of all content types.
 */
export type Narrowing =
  | { kind: 'none' }
  | { kind: 'listed'; only: Map<string, string[]> }
  | { kind: 'counted'; count: number };

/** Reads at most a count and `MAX_LISTED` ids per content type from the database, however large the table. */
export const narrow = async (
  records: Pick<Records, 'count' | 'list'>,
  { types, deadline }: Scope
): Promise<Narrowing> => {
  const isFiltered = ({ filters }: TypeScope): boolean => filters !== undefined;
  if (!types.some(isFiltered)) return { kind: 'none' };
  const counts = await Promise.all(
    types.filter(isFiltered).map(async (type) => ({ type, count: await records.count(type, deadline) }))
  );
  if (counts.some(({ count }) => count > MAX_LISTED)) {
    const others = types.filter((type) => !isFiltered(type));
    const rest = await Promise.all(others.map((type) => records.count(type, deadline)));
    const count = [...counts.map(({ count: one }) => one), ...rest].reduce((sum, one) => sum + one, 0);
    return { kind: 'counted', count };
  }
  const only = new Map<string, string[]>();
  for (const { type, count } of counts) {
    only.set(type.uid, count === 0 ? [] : await records.list(type, MAX_LISTED, deadline));
  }
  return { kind: 'listed', only };
};
