import type { Knex } from '../../lib/strapi';

/** The database's own clock in milliseconds since 1970, so that hosts need not agree on the time. */
const NOW_MS: Record<string, string> = {
  'better-sqlite3': "CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)",
  pg: 'CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)',
};

/**
 * The clock of the database that knex talks to.
 *
 * @throws for MySQL and MariaDB: their clock repeats an hour at the end of summer time, in which a
 * lease would seem to last an hour longer or to have ended already.
 */
export const clockOf = ({ client }: Knex): string => {
  const name = String(client.config.client);
  const now = NOW_MS[name] ?? NOW_MS[String(client.driverName)];
  if (now) return now;
  throw new Error(
    `index-rebuild does not support the database client "${name}". Use SQLite (better-sqlite3) or PostgreSQL (pg) in config/database.ts.`
  );
};
