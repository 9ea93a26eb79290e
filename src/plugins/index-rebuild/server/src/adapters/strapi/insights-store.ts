import { dismissedSynonymsModel, insightDaysModel, insightQueriesModel } from '../../content-types/models';
import type { Counts, DayCount, QueryCounts } from '../../domain/insights/tally';
import type { InsightsStore } from '../../ports/insights-store';
import { bareTable, type Database } from './bare-table';
import { chunksOf } from '../../lib/chunks';
import { readQueries } from './insights-queries';
import { withinLimit } from './insights-limit';

const QUERIES = insightQueriesModel.tableName;
const DAYS = insightDaysModel.tableName;
const DISMISSED = dismissedSynonymsModel.tableName;

/** Everything that goes when it is old or erased. */
const ALL = [DAYS, QUERIES, DISMISSED];

/** Below what databases take as parameters of one statement. */
const WRITTEN_AT_ONCE = 100;

type Row = Record<string, string | number>;

const queryRow = ({ noHits, weakHits, ...same }: QueryCounts): Row => ({
  ...same,
  no_hits: noHits,
  weak_hits: weakHits,
});

/** The same order in every process, so that two never wait for each other's rows. */
const inOrder = (rows: readonly Row[], keys: readonly string[]): Row[] => {
  const keyOf = (row: Row): string => JSON.stringify(keys.map((key) => row[key]));
  return rows
    .map((row) => [keyOf(row), row] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, row]) => row);
};

/** Counts in bare tables. The database adds, so several processes can count at once. */
export const createInsightsStore = (database: Database): InsightsStore => {
  const { knex } = database;
  const table = (name: string) => bareTable(database, name);

  /** Inserts rows, or adds their numbers to those that are there. */
  const addRows = async (name: string, rows: readonly Row[], keys: readonly string[]): Promise<void> => {
    for (const chunk of chunksOf(inOrder(rows, keys), WRITTEN_AT_ONCE)) {
      const sums = Object.keys(chunk[0])
        .filter((column) => !keys.includes(column))
        .map((column) => [column, knex.raw('?? + ??', [`${name}.${column}`, `excluded.${column}`])] as const);
      await table(name)
        .insert(chunk)
        .onConflict([...keys])
        .merge(Object.fromEntries(sums));
    }
  };

  return {
    // Days last: whoever reads a total in between finds all of its queries.
    async add({ queries, days }: Counts, maxQueries) {
      const kept = await withinLimit(() => table(QUERIES), queries, maxQueries);
      await addRows(QUERIES, kept.map(queryRow), ['day', 'locale', 'query']);
      await addRows(DAYS, days, ['day', 'measure']);
    },

    async days(from) {
      const rows: DayCount[] = await table(DAYS).where('day', '>=', from).select('day', 'measure', 'count');
      return rows.map(({ count, ...same }) => ({ ...same, count: Number(count) }));
    },

    queries: (wanted) => readQueries(database, () => table(QUERIES), wanted),

    async dismiss(pair, day) {
      await table(DISMISSED)
        .insert({ ...pair, day })
        .onConflict(['word', 'synonym'])
        .merge({ day });
    },

    dismissed: (words) =>
      table(DISMISSED)
        .whereIn('word', [...words])
        .select('word', 'synonym'),

    async isEmpty() {
      for (const name of ALL) if (await table(name).first('day')) return false;
      return true;
    },

    async removeBefore(day) {
      for (const name of ALL) await table(name).where('day', '<', day).delete();
    },

    async removeAll() {
      for (const name of ALL) await table(name).delete();
    },
  };
};
