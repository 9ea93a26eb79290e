import type { TestApp } from './test-app';

const DAY_MS = 86_400_000;

const daysAgo = (days: number): string => new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10);

/** Popular queries and gaps, so many of each that the lists have two pages. */
const QUERIES = Array.from({ length: 24 }, (_, at) => {
  const searches = 60 - 2 * at;
  const isGap = at % 2 === 1;
  return {
    query: `query number ${at}`,
    searches,
    hits: isGap ? 0 : 4 * searches,
    noHits: isGap ? searches : 0,
  };
});

const insert = (app: TestApp, table: string, row: Record<string, string | number>) =>
  app.call('sql', {
    statement: `INSERT INTO ${table} (${Object.keys(row).join(', ')}) VALUES (${Object.keys(row)
      .map(() => '?')
      .join(', ')})`,
    bindings: Object.values(row),
  });

/** Writes what a site has after some weeks. */
export const fillInsights = async (app: TestApp): Promise<void> => {
  for (const { query, searches, hits, noHits } of QUERIES)
    await insert(app, 'index_rebuild_insight_queries', {
      ...{ day: daysAgo(2), locale: 'en', query, searches, hits, no_hits: noHits, weak_hits: 0 },
    });
  for (let at = 1; at < 30; at += 1) {
    const day = daysAgo(at);
    const counts = { within20: 30 + ((at * 37) % 50), within150: 4, noHits: at % 9, weakHits: at % 5 };
    for (const [measure, count] of Object.entries(counts))
      await insert(app, 'index_rebuild_insight_days', { day, measure, count });
  }
};
