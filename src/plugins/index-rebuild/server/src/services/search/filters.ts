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

/** Only the database can say which documents of a content type pass. */
const needsDatabase = ({ filters, inSearcher }: TypeScope): boolean =>
  filters !== undefined && inSearcher === undefined;

/** Reads at most a count and `MAX_LISTED` ids per content type from the database, however large the table, unless values are to be counted. */
export const narrow = async (
  records: Pick<Records, 'count' | 'list'>,
  { types, deadline }: Scope
): Promise<Narrowing> => {
  if (!types.some(needsDatabase)) return { kind: 'none' };
  const counts = await Promise.all(
    types.filter(needsDatabase).map(async (type) => ({ type, count: await records.count(type, deadline) }))
  );
  const isCounted = types.some(({ facets }) => facets !== undefined);
  if (!isCounted && counts.some(({ count }) => count > MAX_LISTED)) {
    const others = types.filter((type) => !needsDatabase(type));
    const rest = await Promise.all(others.map((type) => records.count(type, deadline)));
    const count = [...counts.map(({ count: one }) => one), ...rest].reduce((sum, one) => sum + one, 0);
    return { kind: 'counted', count };
  }
  const only = new Map<string, string[]>();
  for (const { type, count } of counts) {
    only.set(type.uid, count === 0 ? [] : await records.list(type, isCounted ? count : MAX_LISTED, deadline));
  }
  return { kind: 'listed', only };
};
