import type { Pagination } from '../../../../shared/contracts';
import type { Knex } from '../../lib/strapi';
import type { CountedQuery, InsightQueriesWanted } from '../../ports/insights-store';
import type { Database } from './bare-table';
import { paginationOf } from './pagination';

type Row = Record<'query' | 'locale' | 'last_day', string> &
  Record<'searches' | 'hits' | 'no_hits' | 'weak_hits' | 'total', string | number>;

const SUMS = ['searches', 'hits', 'no_hits', 'weak_hits'] as const;

const toQuery = (row: Row): CountedQuery => ({
  query: row.query,
  locale: row.locale || null,
  searches: Number(row.searches),
  hits: Number(row.hits),
  noHits: Number(row.no_hits),
  weakHits: Number(row.weak_hits),
  lastDay: row.last_day,
});

/** Queries over the period, as a table that can be asked. */
const summed = (table: Knex.QueryBuilder, from: string): Knex.QueryBuilder => {
  const sums = Object.fromEntries(SUMS.map((column) => [column, column]));
  return table
    .where('day', '>=', from)
    .select('query', 'locale')
    .sum(sums)
    .max({ last_day: 'day' })
    .groupBy('query', 'locale')
    .as('summed');
};

/** A page of the queries that were searched often enough to be shown. */
export const readQueries = async (
  { knex }: Database,
  table: () => Knex.QueryBuilder,
  { list, from, minCount, page, pageSize }: InsightQueriesWanted
): Promise<{ items: CountedQuery[]; pagination: Pagination }> => {
  const shown = () => {
    const frequent = knex.from(summed(table(), from)).where('searches', '>=', minCount);
    // A gap: at least every second search was in vain.
    return list === 'gaps' ? frequent.whereRaw('2 * (no_hits + weak_hits) >= searches') : frequent;
  };
  const order = list === 'gaps' ? knex.raw('no_hits + weak_hits') : 'searches';
  // Counted with the rows: summing up a busy site's queries twice would take twice as long.
  const rows: Row[] = await shown()
    .select('*', knex.raw('count(*) over () as total'))
    .orderBy([
      { column: order as unknown as string, order: 'desc' },
      { column: 'query' },
      { column: 'locale' },
    ])
    .offset((page - 1) * pageSize)
    .limit(pageSize);
  const total =
    rows.length > 0 || page === 1 ? rows[0]?.total : (await shown().count({ total: '*' }))[0].total;
  return { items: rows.map(toQuery), pagination: paginationOf(page, pageSize, Number(total ?? 0)) };
};
