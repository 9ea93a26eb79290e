import { rmSync } from 'node:fs';
import path from 'node:path';

import type { Knex } from 'knex';

import { startPostgres } from './postgres';
import { temporaryFolder } from './test-app';

/** An empty database which several processes can use at the same time. */
export type TestDatabase = {
  /** What a Strapi process needs to work on it. */
  env: Record<string, string>;
  /** What knex needs to work on it, in a form that can be sent to another process. */
  knex: Knex.Config;
  close(): Promise<void>;
};

const openSqlite = async (): Promise<TestDatabase> => {
  const folder = temporaryFolder();
  const filename = path.join(folder, 'data.db');
  return {
    env: { DATABASE_CLIENT: 'sqlite', DATABASE_FILENAME: filename },
    knex: {
      client: 'better-sqlite3',
      connection: { filename },
      useNullAsDefault: true,
      pool: { min: 1, max: 1 },
    },
    async close() {
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

const openPostgres = async (): Promise<TestDatabase> => {
  const postgres = await startPostgres();
  const { env, url } = await postgres.createDatabase('index_rebuild');
  return {
    env,
    knex: { client: 'pg', connection: url, pool: { min: 0, max: 2 } },
    close: () => postgres.stop(),
  };
};

/** The databases that the application supports, for describe.each. */
export const DATABASES = [
  { database: 'SQLite', open: openSqlite },
  { database: 'PostgreSQL', open: openPostgres },
] as const;
