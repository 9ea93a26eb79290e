import { RECORD_TAGS_UID } from '../../content-types/models';
import { recordKey } from '../../domain/record';
import { readSynonyms, type Tagged, type TagLine } from '../../domain/tags';
import type { TagStore } from '../../ports/tag-store';
import { chunksOf } from '../../lib/chunks';
import { openLinks } from './links';
import type { Strapi } from '../../lib/strapi';

/** Rows per statement: every database accepts this many values. */
const ROWS_AT_ONCE = 100;
/** Publishing replaces rows; a second try sees the new ones. */
const TRIES = 3;

/** `fields`: the relation to the taxonomy, by content type. */
export type TagSettings = { taxonomy: string; fields: Readonly<Record<string, string>> };

type SourceRow = { id: number; documentId: string; locale?: string | null };

/** Tags as rows of the taxonomy, as links of the sources' records, and as rows of a bare table. */
export const createTagStore = (strapi: Strapi, { taxonomy, fields }: TagSettings): TagStore => {
  const query = (uid: string) => strapi.db.query(uid as never) as ReturnType<typeof strapi.db.query>;
  const known = () => strapi.db.metadata.get(RECORD_TAGS_UID).tableName;

  const tagRows = async (): Promise<Record<string, unknown>[]> =>
    query(taxonomy).findMany({ orderBy: { id: 'asc' } });

  /** Draft and published rows of documents of one content type, by record key. */
  const rowsOf = async (uid: string, lines: readonly TagLine[]): Promise<Map<string, number[]>> => {
    const rows: SourceRow[] = await query(uid).findMany({
      select: ['id', 'documentId', 'locale'],
      where: { documentId: { $in: [...new Set(lines.map(({ documentId }) => documentId))] } },
    });
    const byKey = new Map<string, number[]>();
    for (const { id, documentId, locale } of rows) {
      const key = recordKey({ uid, documentId, locale: locale ?? null });
      byKey.set(key, [...(byKey.get(key) ?? []), id]);
    }
    return byKey;
  };

  type Entry = { record: string; input_hash: string; tags: string };

  /** The links of one content type's records, and what is remembered of them. */
  const writesFor = async (uid: string, lines: readonly TagLine[], idOf: ReadonlyMap<string, number>) => {
    const rows = await rowsOf(uid, lines);
    const links = new Map<number, number[]>();
    const entries: Entry[] = [];
    for (const line of lines) {
      const { tagged, isNew } = line;
      if (!tagged) continue;
      const record = recordKey(line);
      const tags = tagged.tags.flatMap(({ tag }) => idOf.get(tag) ?? []);
      for (const id of rows.get(record) ?? []) links.set(id, tags);
      if (isNew) entries.push({ record, input_hash: tagged.inputHash, tags: JSON.stringify(tagged.tags) });
    }
    return { links, entries };
  };

  const applyOnce = async (lines: readonly TagLine[]): Promise<void> => {
    await strapi.db.transaction(async ({ trx }) => {
      const idOf = new Map(
        (await tagRows()).map(({ documentId, id }) => [documentId as string, id as number])
      );
      for (const [uid, field] of Object.entries(fields)) {
        const own = lines.filter((line) => line.uid === uid);
        if (own.length === 0) continue;
        const { links, entries } = await writesFor(uid, own, idOf);
        await openLinks(strapi, uid, field, trx).set(links);
        for (const part of chunksOf(entries, ROWS_AT_ONCE)) {
          await strapi.db.getConnection(known()).transacting(trx).insert(part).onConflict('record').merge();
        }
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
      for (const part of chunksOf(gone, ROWS_AT_ONCE))
        await query(RECORD_TAGS_UID).deleteMany({ where: { id: { $in: part } } });
    },
  };
};
