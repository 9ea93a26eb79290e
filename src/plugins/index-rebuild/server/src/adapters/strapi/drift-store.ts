import type { DriftCause, DriftKind, DriftLevel } from '../../../../shared/contracts';
import { driftModel, driftStateModel } from '../../content-types/models';
import { documentKey } from '../../domain/record';
import { UNINDEXED, type Difference } from '../../domain/drift';
import type { DriftRow, DriftState, DriftStore, KeptRow } from '../../ports/drift-store';
import type { Knex } from '../../lib/strapi';
import { bareTable, type Database } from './bare-table';
import { chunksOf } from '../../lib/chunks';
import { paginationOf } from './pagination';

const NAME = 'default';
const ROWS_AT_ONCE = 500;
/** Of the revision. */
const MAX_STEP = 1 << 20;
/** Below what databases take as parameters of one statement. */
const WRITTEN_AT_ONCE = 50;

type Row = Record<string, string | number | null>;

const timeOf = (value: string | number | null): Date => new Date(Number(value));
const timeOrNull = (value: string | number | null): Date | null => (value === null ? null : timeOf(value));

const toKept = (row: Row): KeptRow => ({
  key: row.record_key as string,
  uid: row.record_type as string,
  documentId: row.record_document as string,
  locale: row.record_locale as string | null,
  name: row.record_name as string | null,
  ...({ kind: row.kind, cause: row.cause } as Difference),
  fingerprint: row.fingerprint as string,
  since: timeOf(row.since),
  seenAt: timeOf(row.seen_at),
});

const toRow = (row: Row): DriftRow => toKept(row) as DriftRow;

const columnsOf = ({ key, uid, documentId, locale, name, since, seenAt, ...same }: KeptRow): Row => ({
  ...same,
  record_key: key,
  record_type: uid,
  record_document: documentId,
  record_locale: locale,
  record_name: name,
  since: since.getTime(),
  seen_at: seenAt.getTime(),
});

/** Drift in two bare tables. Every statement may be repeated, and by several processes at once. */
export const createDriftStore = (database: Database): DriftStore => {
  const { knex } = database;
  const rows = () => bareTable(database, driftModel.tableName);
  const differences = () => rows().whereNot({ kind: UNINDEXED.kind });
  const states = () => bareTable(database, driftStateModel.tableName);
  const theState = () => states().where({ name: NAME });

  /** By a random step: a database that has lost writes must not come to a number that stood for other rows. */
  const countRevision = () => {
    const step = 1 + Math.floor(Math.random() * MAX_STEP);
    return theState().update({ revision: knex.raw('revision + ?', [step]) });
  };

  async function* pagesOf<Found>(some: () => Knex.QueryBuilder, read: (row: Row) => Found) {
    for (let last = 0; ; ) {
      const page: Row[] = await some().where('id', '>', last).orderBy('id').limit(ROWS_AT_ONCE);
      if (page.length === 0) return;
      last = page[page.length - 1].id as number;
      yield page.map(read);
    }
  }

  return {
    async ensureState() {
      await states()
        .insert({ name: NAME, records: 0, revision: 0, level: 'none' satisfies DriftLevel })
        .onConflict('name')
        .ignore();
    },

    async state(): Promise<DriftState> {
      const row: Row | undefined = await theState().first();
      if (!row) throw new Error('The state of drift has no row.');
      return {
        generation: row.generation as string | null,
        records: Number(row.records),
        checkedAt: timeOrNull(row.checked_at),
        revision: Number(row.revision),
        level: row.level as DriftLevel,
      };
    },

    pages: () => pagesOf(differences, toRow),
    keptPages: () => pagesOf(rows, toKept),

    async rowsOf(documents) {
      const wanted = new Set(documents.map(documentKey));
      const ids = documents.map(({ documentId }) => documentId);
      const found: Row[] = await rows().whereIn('record_document', ids);
      return found.map(toKept).filter((row) => wanted.has(documentKey(row)));
    },

    async apply(changed, gone) {
      if (changed.length + gone.length === 0) return;
      for (const chunk of chunksOf(changed, WRITTEN_AT_ONCE)) {
        await rows().insert(chunk.map(columnsOf)).onConflict('record_key').merge();
      }
      for (const chunk of chunksOf(gone, WRITTEN_AT_ONCE)) await rows().whereIn('record_key', chunk).delete();
      await countRevision();
    },

    async compared(generation, records, at) {
      // Of a record that differs from both generations, only what was edited last is drift from this one.
      const other = (await theState().first('generation'))?.generation !== generation;
      if (other)
        await rows()
          .where('since', '<', knex.ref('seen_at'))
          .update({ since: knex.ref('seen_at') });
      await theState().update({ generation, records, checked_at: at.getTime() });
      await countRevision();
    },

    async counts() {
      const groups: Row[] = await differences()
        .select('kind')
        .count({ many: '*' })
        .min({ since: 'since' })
        .groupBy('kind');
      const of = (kind: DriftKind): number => Number(groups.find((group) => group.kind === kind)?.many ?? 0);
      const times = groups.map(({ since }) => Number(since));
      return {
        added: of('added'),
        changed: of('changed'),
        removed: of('removed'),
        since: times.length > 0 ? new Date(Math.min(...times)) : null,
      };
    },

    async countsByCause() {
      const groups: Row[] = await differences()
        .whereNot({ kind: 'removed' satisfies DriftKind })
        .select('record_type', 'cause')
        .count({ many: '*' })
        .groupBy('record_type', 'cause');
      return groups.map(({ record_type: uid, cause, many }) => ({
        uid: uid as string,
        cause: cause as DriftCause,
        count: Number(many),
      }));
    },

    async oldest(causes, uids, max) {
      const found: Row[] = await differences()
        .whereIn('cause', [...causes])
        .whereIn('record_type', [...uids])
        .orderBy([{ column: 'since' }, { column: 'record_key' }])
        .limit(max);
      return found.map(toRow);
    },

    async list(page, pageSize, kind) {
      const some = () => (kind ? rows().where({ kind }) : differences());
      const { total } = (await some().count({ total: '*' }).first()) as Row;
      const found: Row[] = await some()
        .orderBy([{ column: 'since' }, { column: 'id' }])
        .offset((page - 1) * pageSize)
        .limit(pageSize);
      return { items: found.map(toRow), pagination: paginationOf(page, pageSize, Number(total)) };
    },

    async openSince(time) {
      const row: Row | undefined = await differences()
        .where('seen_at', '>', time.getTime())
        .count({ many: '*' })
        .min({ oldest: 'since' })
        .max({ newest: 'seen_at' })
        .first();
      if (!row) return { count: 0, oldest: null, newest: null };
      return { count: Number(row.many), oldest: timeOrNull(row.oldest), newest: timeOrNull(row.newest) };
    },

    async moveLevel(from, to) {
      return (await theState().where({ level: from }).update({ level: to })) === 1;
    },
  };
};
