import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';

import { knex } from './knex.cjs';

const root = path.resolve(__dirname, '../..');
const folder = path.join(root, '.tmp', 'prepared-databases');

/** What the application was built from decides which tables it has. */
const STAMPS = ['dist/.server-stamp', 'node_modules/strapi-plugin-index-rebuild/.packed-stamp'];

/** Rows that belong to the process that made the database: who it is, and that an administrator signed in. */
const OF_ITS_MAKER = ['index_rebuild_catalog', 'index_rebuild_drift_state', 'strapi_sessions'];

const fileOf = (): string => {
  const stamps = STAMPS.map((stamp) => readFileSync(path.join(root, stamp), 'utf8').slice(0, 16));
  return path.join(folder, `${stamps.join('-')}.db`);
};

/**
 * Keeps a database in which Strapi has made its tables and registered the administrator, which is a quarter of
 * the work of a first start.
 *
 * @param make Makes it in a file, and has left it when it resolves.
 */
export const prepareDatabase = async (make: (file: string) => Promise<void>): Promise<void> => {
  const file = fileOf();
  if (existsSync(file)) return;
  mkdirSync(folder, { recursive: true });
  for (const old of readdirSync(folder)) rmSync(path.join(folder, old), { force: true });
  const made = path.join(folder, `making-${process.pid}.db`);
  await make(made);
  const database = knex({ client: 'better-sqlite3', connection: { filename: made }, useNullAsDefault: true });
  for (const table of OF_ITS_MAKER) await database(table).delete();
  await database.destroy();
  renameSync(made, file);
};

/** Gives a new application its database; without a prepared one it makes its own. */
export const copyPreparedDatabase = (target: string): void => {
  const file = fileOf();
  if (existsSync(file)) copyFileSync(file, target);
};
