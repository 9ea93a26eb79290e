import { recordKey } from '../../domain/manifest';
import type { RecordPages, SourceRecord } from '../../ports/source';
import type { TagStore } from '../../ports/tag-store';
import type { Strapi } from './types';

export type SourceQuery = { uid: string; fields: readonly string[] };

const PAGE_SIZE = 200;

const PUBLISHED = { publishedAt: { $notNull: true } };

/**
 * Published records in the order of their row ids. Publishing again gives a record a new, higher
 * id, so one that is published while the pages are read is seen late or twice but never missed;
 * the second sight is dropped, and the change shows as drift.
 *
 * @param tags Where the records' last tags are; null to leave them out.
 */
export const openRecordPages = (
  strapi: Strapi,
  source: SourceQuery,
  tags: Pick<TagStore, 'of'> | null = null
): RecordPages => {
  const records = () => strapi.db.query(source.uid as never) as ReturnType<typeof strapi.db.query>;
  const { fields } = source;
  const seen = new Set<string>();
  let last = 0;

  const toRecord = (row: Record<string, unknown>): SourceRecord => ({
    documentId: row.documentId as string,
    locale: (row.locale as string | null | undefined) ?? null,
    values: Object.fromEntries(fields.map((field) => [field, row[field] ?? null])),
  });

  const isNew = ({ documentId, locale }: SourceRecord): boolean => {
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
        select: ['id', 'documentId', 'locale', ...fields],
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
