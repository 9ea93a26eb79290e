import type { Knex } from '../../lib/strapi';
import type { QueryCounts } from '../../domain/insights/tally';
import { chunksOf } from '../../lib/chunks';

const ASKED_AT_ONCE = 200;

const keyOf = ({ locale, query }: Pick<QueryCounts, 'locale' | 'query'>): string =>
  JSON.stringify([locale, query]);

const storedOf = async (
  table: () => Knex.QueryBuilder,
  day: string,
  counts: readonly QueryCounts[]
): Promise<ReadonlySet<string>> => {
  const stored = new Set<string>();
  for (const chunk of chunksOf(counts, ASKED_AT_ONCE)) {
    const texts = chunk.map(({ query }) => query);
    const rows: QueryCounts[] = await table()
      .where({ day })
      .whereIn('query', texts)
      .select('locale', 'query');
    rows.forEach((row) => stored.add(keyOf(row)));
  }
  return stored;
};

const ofDay = async (
  table: () => Knex.QueryBuilder,
  day: string,
  counts: readonly QueryCounts[],
  max: number
): Promise<readonly QueryCounts[]> => {
  const row: { total: number | string } | undefined = await table()
    .where({ day })
    .count({ total: '*' })
    .first();
  const room = max - Number(row?.total ?? 0);
  if (counts.length <= room) return counts;
  const stored = await storedOf(table, day, counts);
  const known = counts.filter((one) => stored.has(keyOf(one)));
  const fresh = counts.filter((one) => !stored.has(keyOf(one)));
  return [...known, ...fresh.sort((a, b) => b.searches - a.searches).slice(0, Math.max(0, room))];
};

/**
 * Those that may be stored: all that are there already, and new ones up to `max` a day, the most frequent
 * first. Processes that write at the same moment may each fill the same room.
 */
export const withinLimit = async (
  table: () => Knex.QueryBuilder,
  counts: readonly QueryCounts[],
  max: number
): Promise<QueryCounts[]> => {
  const kept: QueryCounts[] = [];
  for (const day of new Set(counts.map((one) => one.day))) {
    const own = counts.filter((one) => one.day === day);
    kept.push(...(await ofDay(table, day, own, max)));
  }
  return kept;
};
