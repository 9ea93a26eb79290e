import type { Knex, Strapi } from '../../lib/strapi';
import { generationModel, recordTagsModel } from '../../content-types/models';

type StrapiDatabase = Strapi['db'];

type Rename = { table: string; from: string; to: string };

const RENAMES: readonly Rename[] = [
  { table: generationModel.tableName, from: 'recipe_hash', to: 'spec_hash' },
  { table: recordTagsModel.tableName, from: 'mark', to: 'input_hash' },
];

/** Lets no other process change the table before this transaction ends. */
const lock = async (trx: Knex, db: StrapiDatabase, table: string): Promise<void> => {
  if (db.dialect.client === 'postgres')
    await trx.raw('LOCK TABLE ?? IN ACCESS EXCLUSIVE MODE', [qualified(db, table)]);
  // SQLite locks the database for the first statement that writes, even if it changes nothing.
  else await trx(table).whereRaw('1 = 0').delete();
};

const qualified = (db: StrapiDatabase, table: string): string => {
  const schema = db.getSchemaName();
  return schema ? `${schema}.${table}` : table;
};

const rename = async (trx: Knex, db: StrapiDatabase, { table, from, to }: Rename): Promise<void> => {
  const schema = () => db.getSchemaConnection(trx as never) as unknown as Knex.SchemaBuilder;
  if (!(await schema().hasTable(table))) return;
  await lock(trx, db, table);
  if (!(await schema().hasColumn(table, from)) || (await schema().hasColumn(table, to))) return;
  await schema().alterTable(table, (columns) => {
    columns.renameColumn(from, to);
  });
};

/**
 * A migration for columns that earlier versions named otherwise. They keep their contents only if it runs
 * before Strapi brings the tables in line with the models. May be repeated, by several processes at once.
 */
export const renameColumns = {
  name: 'index-rebuild-rename-columns',
  async up(trx: Knex, db: StrapiDatabase): Promise<void> {
    for (const column of RENAMES) await rename(trx, db, column);
  },
  async down(trx: Knex, db: StrapiDatabase): Promise<void> {
    for (const { table, from, to } of RENAMES) await rename(trx, db, { table, from: to, to: from });
  },
};
