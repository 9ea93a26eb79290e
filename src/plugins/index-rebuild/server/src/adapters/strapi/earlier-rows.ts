import { driftModel, generationModel, recordTagsModel } from '../../content-types/models';
import type { Knex } from '../../lib/strapi';
import type { EarlierRows } from '../../ports/earlier-rows';
import { bareTable, type Database } from './bare-table';

type Rows = () => Knex.QueryBuilder;

/** Rows of earlier versions in the plugin's tables. */
export const createEarlierRows = (database: Database): EarlierRows => {
  const { knex } = database;
  const drift: Rows = () => bareTable(database, driftModel.tableName);
  const tags: Rows = () => bareTable(database, recordTagsModel.tableName);
  const earlierDrift: Rows = () => drift().whereNull('record_type');
  // A record's key begins with a content type, whose id has two colons together.
  const earlierTags: Rows = () => tags().whereNot('record', 'like', '%::%');

  /** Adds the content type to the keys. Where the present version has a row with the same key, that is newer. */
  const addToKeys = async (all: Rows, earlier: Rows, column: string, uid: string, others = {}) => {
    const newKey = () => knex.raw('? || ??', [`${uid}:`, column]);
    await earlier()
      .whereIn(newKey() as never, all().select(column))
      .delete();
    await earlier().update({ ...others, [column]: newKey() });
  };

  return {
    exist: async () => Boolean(await earlierDrift().first('id')) || Boolean(await earlierTags().first('id')),

    async setType(uid) {
      await addToKeys(drift, earlierDrift, 'record_key', uid, { record_type: uid });
      await addToKeys(tags, earlierTags, 'record', uid);
    },

    async setSpecHash(generation, specHash) {
      await bareTable(database, generationModel.tableName)
        .where({ name: generation })
        .update({ spec_hash: specHash });
    },
  };
};
