// @ts-check

/** What visitors of the demo's site searched for: how often, hits on average, and how often in vain. */
const QUERIES = [
  { query: 'coral reefs', searches: 84, hits: 12, inVain: 0 },
  { query: 'bridge inspection', searches: 61, hits: 9, inVain: 0 },
  { query: 'tax law for artists', searches: 47, hits: 0, inVain: 47 },
  { query: 'sourdough', searches: 42, hits: 4, inVain: 0 },
  { query: 'earthquake early warning', searches: 33, hits: 6, inVain: 0 },
  { query: 'sign language interpreter', searches: 29, hits: 1, inVain: 24 },
  { query: 'restoring old violins', searches: 18, hits: 5, inVain: 0 },
  { query: 'drone pilot', searches: 14, hits: 0, inVain: 14 },
];

const DAY_MS = 86_400_000;
const DAYS = 30;

const daysAgo = (/** @type {number} */ days) =>
  new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10);

/** Writes a month of searches. @param {any} strapi */
export const fillInsights = async (strapi) => {
  const { connection } = strapi.db;
  for (const { query, searches, hits, inVain } of QUERIES)
    await connection('index_rebuild_insight_queries').insert({
      ...{ day: daysAgo(1), locale: 'en', query, searches, weak_hits: 0 },
      ...{ hits: hits * (searches - inVain), no_hits: inVain },
    });
  for (let at = 1; at < DAYS; at += 1) {
    const busy = 40 + ((at * 37) % 50);
    const counts = { within20: busy, within150: 4 + (at % 7), noHits: 3 + (at % 9), weakHits: at % 5 };
    for (const [measure, count] of Object.entries(counts))
      await connection('index_rebuild_insight_days').insert({ day: daysAgo(at), measure, count });
  }
};
