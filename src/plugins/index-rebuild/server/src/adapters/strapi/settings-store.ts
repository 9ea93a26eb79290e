import type { SettingsChange } from '../../../../shared/contracts';
import { settingsChangeModel, settingsModel } from '../../content-types/models';
import type { NewChange, SettingsStore, StoredSetting } from '../../ports/settings-store';
import { bareTable, type Database } from './bare-table';
import { paginationOf } from './pagination';

/** Changes that are kept, of all sections together. */
const MAX_CHANGES = 500;

type Row = Record<string, string | number | null>;

const toSetting = (row: Row): StoredSetting => ({
  section: row.section as string,
  value: row.value as string | null,
  version: Number(row.version),
  changedAt: new Date(Number(row.changed_at)),
  changedBy: row.changed_by as string | null,
});

const toChange = (row: Row): SettingsChange => ({
  id: Number(row.id),
  section: row.section as string,
  kind: row.kind as SettingsChange['kind'],
  at: new Date(Number(row.changed_at)).toISOString(),
  by: row.changed_by as string | null,
  before: JSON.parse(row.value_before as string),
  after: JSON.parse(row.value_after as string),
  note: row.note as string | null,
});

/** Settings in two bare tables: the version in the WHERE decides between two who change the same section. */
export const createSettingsStore = (database: Database): SettingsStore => {
  const settings = (of = database) => bareTable(of, settingsModel.tableName);
  const changes = (of = database) => bareTable(of, settingsChangeModel.tableName);

  const keepChange = async (of: Database, { section, value, at, by, note, ...change }: NewChange) => {
    await changes(of).insert({
      ...{ section, kind: value === null ? 'reset' : 'change', note },
      ...{ changed_at: at.getTime(), changed_by: by },
      ...{ value_before: change.before, value_after: change.after },
    });
    const oldest: Row | undefined = await changes(of)
      .orderBy('id', 'desc')
      .offset(MAX_CHANGES - 1)
      .first('id');
    if (oldest) await changes(of).where('id', '<', oldest.id).delete();
  };

  return {
    async revision() {
      const row: Row | undefined = await settings().sum({ revision: 'version' }).first();
      return Number(row?.revision ?? 0);
    },

    async all() {
      const rows: Row[] = await settings().select();
      return rows.map(toSetting);
    },

    write: (change) =>
      database.knex.transaction(async (knex) => {
        const of = { ...database, knex };
        const { section, version, value, at, by } = change;
        await settings(of)
          .insert({ section, version: 0, changed_at: at.getTime() })
          .onConflict('section')
          .ignore();
        const written = await settings(of)
          .where({ section, version })
          .update({ value, version: version + 1, changed_at: at.getTime(), changed_by: by });
        if (written === 1) await keepChange(of, change);
        return written === 1;
      }),

    async changes(page, pageSize) {
      const { total }: Row = await changes().count({ total: '*' }).first();
      const rows: Row[] = await changes()
        .orderBy('id', 'desc')
        .offset((page - 1) * pageSize)
        .limit(pageSize);
      return { items: rows.map(toChange), pagination: paginationOf(page, pageSize, Number(total)) };
    },
  };
};
