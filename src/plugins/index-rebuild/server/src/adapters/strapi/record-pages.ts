import { recordKey, type DocumentRef, type RecordRef } from '../../domain/record';
import { valueAsText } from '../../domain/source-text';
import type { RecordLookup, RecordPages, SourceRecord } from '../../ports/source';
import type { TagStore } from '../../ports/tag-store';
import { MEDIA_UID, type Strapi } from '../../lib/strapi';
import { hasDrafts } from './field-model';
import { planFields } from './field-paths';
import { createReferring } from './referring';
import { createTaking } from './taking';

/** What is read of a content type: field paths such as `organization.name`, and the display name. */
export type SourceQuery = { uid: string; fields: readonly string[]; displayName: string };

/** Few per page, about 4 ms of work: while a page is read, Strapi does nothing else. */
const PAGE_SIZE = 40;

type Row = Record<string, unknown>;

const tableOf = (strapi: Strapi, { uid, fields, displayName }: SourceQuery) => {
  const { columns, populate, relations, usesMedia, read } = planFields(strapi, uid, fields);
  const refOf = ({ documentId, locale }: Row): RecordRef => ({
    uid,
    documentId: documentId as string,
    locale: (locale as string | null | undefined) ?? null,
  });
  return {
    ...{ uid, displayName, relations, usesMedia, refOf },
    rows: () => strapi.db.query(uid as never) as ReturnType<typeof strapi.db.query>,
    /** Which rows are published: all, without drafts. */
    published: hasDrafts(strapi, uid) ? { publishedAt: { $notNull: true } } : {},
    what: { select: ['id', 'documentId', 'locale', ...columns], populate },
    toRecord: (row: Row): SourceRecord => ({ ...refOf(row), values: read(row) }),
  };
};

type Table = ReturnType<typeof tableOf>;

/**
 * Published records of one content type in the order of their row ids. Publishing again gives a record
 * a new, higher id, so a record published while the pages are read is seen late or twice but never
 * missed; the duplicate is dropped, and the change shows as drift.
 */
const pagesOf = ({ rows, published, what, toRecord }: Table) => {
  const seen = new Set<string>();
  let last = 0;

  const isNew = (record: RecordRef): boolean => {
    const key = recordKey(record);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  };

  return async (): Promise<SourceRecord[] | null> => {
    const page = await rows().findMany({
      ...what,
      where: { ...published, id: { $gt: last } },
      orderBy: { id: 'asc' },
      limit: PAGE_SIZE,
    });
    if (page.length === 0) return null;
    last = page[page.length - 1].id as number;
    return page.map(toRecord).filter(isNew);
  };
};

const withTags = async (
  page: readonly SourceRecord[],
  tags: Pick<TagStore, 'of'> | null
): Promise<SourceRecord[]> => {
  const known = tags && (await tags.of(page.map(recordKey)));
  return page.map((record) => ({ ...record, tagged: known?.get(recordKey(record)) ?? null }));
};

type PageOptions = {
  /** Awaited before each page. */
  giveWay(): Promise<void>;
  /** Source of the records' last tags; null to leave them out. */
  tags?: Pick<TagStore, 'of'> | null;
};

/** The published records of all sources, one source after the other. */
export const openRecordPages = (
  strapi: Strapi,
  sources: readonly SourceQuery[],
  { giveWay, tags = null }: PageOptions
): RecordPages => {
  const tables = sources.map((source) => tableOf(strapi, source));
  const left = tables.map(pagesOf);
  return {
    async count() {
      const counts = await Promise.all(
        tables.map(({ rows, published }) => rows().count({ where: published }))
      );
      return counts.reduce((sum, count) => sum + count, 0);
    },
    async next() {
      await giveWay();
      while (left.length > 0) {
        const page = await left[0]();
        if (page) return withTags(page, tags);
        left.shift();
      }
      return null;
    },
  };
};

/** Documents of the sources by id. */
export const createRecordLookup = (strapi: Strapi, sources: readonly SourceQuery[]): RecordLookup => {
  const tables = sources.map((source) => tableOf(strapi, source));
  const referring = tables.map(({ uid, relations }) => ({
    uid,
    ...createReferring(strapi, uid, relations),
  }));
  const taking = new Map(tables.map(({ uid, relations }) => [uid, createTaking(strapi, uid, relations)]));

  /** Asks every table for its own among the documents. */
  const fromEach = async <T>(
    documents: readonly DocumentRef[],
    ask: (table: Table, ids: string[]) => Promise<T[]>
  ): Promise<T[]> => {
    const found: T[] = [];
    for (const table of tables) {
      const ids = documents.flatMap(({ uid, documentId }) => (uid === table.uid ? [documentId] : []));
      if (ids.length > 0) found.push(...(await ask(table, ids)));
    }
    return found;
  };

  return {
    published: (documents) =>
      fromEach(documents, async ({ rows, published, what, toRecord }, ids) => {
        const where = { ...published, documentId: { $in: ids } };
        return (await rows().findMany({ ...what, where, orderBy: { id: 'asc' } })).map(toRecord);
      }),

    existing: (documents) =>
      fromEach(documents, async ({ rows, displayName, refOf }, ids) => {
        const select = ['documentId', 'locale', displayName];
        const found = await rows().findMany({ select, where: { documentId: { $in: ids } } });
        return found.map((row: Row) => ({ ...refOf(row), name: valueAsText(row[displayName]) || null }));
      }),

    async referringTo({ uid, documentId }) {
      const found: DocumentRef[] = [];
      for (const source of referring) {
        const ids = await source.referringTo(uid, documentId);
        found.push(...ids.map((id) => ({ uid: source.uid, documentId: id })));
      }
      return found;
    },

    async losingTo({ uid, documentId, data }) {
      const ids = (await taking.get(uid)?.(documentId, data)) ?? [];
      return ids.map((id) => ({ uid, documentId: id }));
    },
  };
};

/** The other content types whose fields are part of a record's text; media files are one. */
export const relatedTypes = (strapi: Strapi, sources: readonly SourceQuery[]): string[] => {
  const tables = sources.map((source) => tableOf(strapi, source));
  const related = tables.flatMap(({ relations }) => relations.map(({ uid }) => uid));
  return [...new Set([...related, ...(tables.some(({ usesMedia }) => usesMedia) ? [MEDIA_UID] : [])])];
};
