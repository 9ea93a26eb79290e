import type { Knex } from '../../lib/strapi';

/** The database that Strapi uses, and the schema of its tables where it names one (PostgreSQL). */
export type Database = { knex: Knex; schema?: string };

/** A query on a table of the plugin's own, in the schema that Strapi's tables are in. */
export const bareTable = ({ knex, schema }: Database, name: string): Knex.QueryBuilder =>
  schema ? knex.withSchema(schema).from(name) : knex(name);
