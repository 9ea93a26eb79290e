import { RECORD_TAGS_UID } from '../../content-types/models';
import { recordKey } from '../../domain/manifest';
import { readSynonyms, type Tagged, type TagLine } from '../../domain/tags';
import type { TagStore } from '../../ports/tag-store';
import { openLinks } from './links';
import type { Strapi } from '../../lib/strapi';

/** Rows per statement: every database accepts this many values. */
const ROWS_AT_ONCE = 100;
/** Publishing replaces rows; a second try sees the new ones. */
const TRIES = 3;

export type TagSettings = { taxonomy: string; field: string };

const chunks = <T>(items: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(items.length / ROWS_AT_ONCE) }, (_, at) =>
    items.slice(at * ROWS_AT_ONCE, (at + 1) * ROWS_AT_ONCE)
  );

type SourceRow = { id: number; documentId: string; locale?: string | null };

/** Tags as rows of the taxonomy, as links of the source's records, and as rows of a bare table. */
export const createTagStore = (
  strapi: Strapi,
  source: string,
  { taxonomy, field }: TagSettings
): TagStore => {
  const query = (uid: string) => strapi.db.query(uid as never) as ReturnType<typeof strapi.db.query>;
  const known = () => strapi.db.metadata.get(RECORD_TAGS_UID).tableName;

  const tagRows = async (): Promise<Record<string, unknown>[]> =>
    query(taxonomy).findMany({ orderBy: { id: 'asc' } });

  /** Draft and published rows of the lines' documents, by record key. */
  const rowsOf = async (lines: readonly TagLine[]): Promise<Map<string, number[]>> => {
    const rows: SourceRow[] = await query(source).findMany({
      select: ['id', 'documentId', 'locale'],
      where: { documentId: { $in: [...new Set(lines.map(({ documentId }) => documentId))] } },
    });
    const byKey = new Map<string, number[]>();
    for (const { id, documentId, locale } of rows) {
      const key = recordKey(documentId, locale ?? null);
      byKey.set(key, [...(byKey.get(key) ?? []), id]);
    }
    return byKey;
  };

  const applyOnce = async (lines: readonly TagLine[]): Promise<void> => {
    await strapi.db.transaction(async ({ trx }) => {
      const idOf = new Map(
        (await tagRows()).map(({ documentId, id }) => [documentId as string, id as number])
      );
      const rows = await rowsOf(lines);
      const wanted = new Map<number, number[]>();
      const entries: { record: string; input_hash: string; tags: string }[] = [];
      for (const { documentId, locale, tagged, isNew } of lines) {
        if (!tagged) continue;
        const record = recordKey(documentId, locale);
        const tags = tagged.tags.flatMap(({ tag }) => idOf.get(tag) ?? []);
        for (const id of rows.get(record) ?? []) wanted.set(id, tags);
        if (isNew) entries.push({ record, input_hash: tagged.inputHash, tags: JSON.stringify(tagged.tags) });
      }
      await openLinks(strapi, source, field, trx).set(wanted);
      for (const part of chunks(entries)) {
        await strapi.db.getConnection(known()).transacting(trx).insert(part).onConflict('record').merge();
      }
    });
  };

  return {
    async taxonomy() {
      return (await tagRows())
        .map(({ documentId, name, description, synonyms }) => ({
          id: documentId as string,
          name: String(name ?? '').trim(),
          description: typeof description === 'string' && description.trim() ? description.trim() : null,
          synonyms: readSynonyms(synonyms),
        }))
        .filter(({ name }) => name !== '');
    },

    async of(keys) {
      const rows = await query(RECORD_TAGS_UID).findMany({ where: { record: { $in: [...keys] } } });
      return new Map(
        rows.map(({ record, inputHash, tags }) => [record as string, { inputHash, tags } as Tagged])
      );
    },

    async apply(lines) {
      for (let tries = 1; ; tries += 1) {
        try {
          await applyOnce(lines);
          return;
        } catch (error) {
          if (tries === TRIES) throw error;
        }
      }
    },

    async keepOnly(keys) {
      const rows = await query(RECORD_TAGS_UID).findMany({ select: ['id', 'record'] });
      const gone = rows.filter(({ record }) => !keys.has(record as string)).map(({ id }) => id as number);
      for (const part of chunks(gone))
        await query(RECORD_TAGS_UID).deleteMany({ where: { id: { $in: part } } });
    },
  };
};
