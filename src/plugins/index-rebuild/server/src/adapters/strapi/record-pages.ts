import { recordKey } from '../../domain/manifest';
import { valueAsText } from '../../domain/source-text';
import type { RecordLookup, RecordName, RecordPages, SourceRecord } from '../../ports/source';
import type { TagStore } from '../../ports/tag-store';
import { planFields } from './field-paths';
import { createReferring } from './referring';
import type { Strapi } from '../../lib/strapi';

export type SourceQuery = { uid: string; fields: readonly string[]; displayName: string };

/** Few per page: while a page is read, Strapi does nothing else. */
const PAGE_SIZE = 40;

const PUBLISHED = { publishedAt: { $notNull: true } };

type Row = Record<string, unknown>;

const nameOf = ({ documentId, locale }: Row): RecordName => ({
  documentId: documentId as string,
  locale: (locale as string | null | undefined) ?? null,
});

const queryOf = (strapi: Strapi, { uid, fields }: SourceQuery) => {
  const { columns, populate, read } = planFields(strapi, uid, fields);
  return {
    rows: () => strapi.db.query(uid as never) as ReturnType<typeof strapi.db.query>,
    what: { select: ['id', 'documentId', 'locale', ...columns], populate },
    toRecord: (row: Row): SourceRecord => ({ ...nameOf(row), values: read(row) }),
  };
};

/**
 * Published records in the order of their row ids. Publishing again gives a record a new, higher
 * id, so a record published while the pages are read is seen late or twice but never missed;
 * the duplicate is dropped, and the change shows as drift.
 *
 * @param tags Source of the records' last tags; null to leave them out.
 */
export const openRecordPages = (
  strapi: Strapi,
  source: SourceQuery,
  tags: Pick<TagStore, 'of'> | null = null
): RecordPages => {
  const { rows: records, what, toRecord } = queryOf(strapi, source);
  const seen = new Set<string>();
  let last = 0;

  const isNew = ({ documentId, locale }: RecordName): boolean => {
    const key = recordKey(documentId, locale);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  };

  const withTags = async (page: readonly SourceRecord[]): Promise<SourceRecord[]> => {
    const keys = page.map(({ documentId, locale }) => recordKey(documentId, locale));
    const known = tags && (await tags.of(keys));
    return page.map((record, index) => ({ ...record, tagged: known?.get(keys[index]) ?? null }));
  };

  return {
    count: () => records().count({ where: PUBLISHED }),
    async next() {
      const rows = await records().findMany({
        ...what,
        where: { ...PUBLISHED, id: { $gt: last } },
        orderBy: { id: 'asc' },
        limit: PAGE_SIZE,
      });
      if (rows.length === 0) return null;
      last = rows[rows.length - 1].id as number;
      return withTags(rows.map(toRecord).filter(isNew));
    },
  };
};

/** Documents of the source by id. */
export const createRecordLookup = (strapi: Strapi, source: SourceQuery): RecordLookup => {
  const { rows: records, what, toRecord } = queryOf(strapi, source);
  const { relations } = planFields(strapi, source.uid, source.fields);
  const { displayName } = source;

  return {
    async published(documentIds) {
      const where = { ...PUBLISHED, documentId: { $in: [...documentIds] } };
      const rows = await records().findMany({ ...what, where, orderBy: { id: 'asc' } });
      return rows.map(toRecord);
    },

    async existing(documentIds) {
      const where = { documentId: { $in: [...documentIds] } };
      const rows = await records().findMany({ select: ['documentId', 'locale', displayName], where });
      return rows.map((row: Row) => ({ ...nameOf(row), name: valueAsText(row[displayName]) || null }));
    },

    referringTo: createReferring(strapi, source.uid, relations).referringTo,
  };
};

/** The other content types whose fields are part of a record's text. */
export const relatedTypes = (strapi: Strapi, source: SourceQuery): string[] =>
  planFields(strapi, source.uid, source.fields).relations.map(({ uid }) => uid);
