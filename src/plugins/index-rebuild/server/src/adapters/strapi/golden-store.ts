import { GOLDEN_UID } from '../../../../shared/constants';
import type { GoldenQuery } from '../../domain/golden';
import { listedIn } from '../../domain/steering';
import type { Strapi } from '../../lib/strapi';
import type { GoldenStore } from '../../ports/golden-store';
import { isLocalized } from './field-model';

/** Each is asked of two searchers while a run waits. */
const MAX_QUERIES = 500;

type Row = Record<string, unknown>;

/** Golden queries as rows of a content type. */
export const createGoldenStore = (strapi: Strapi, uids: readonly string[]): GoldenStore => {
  const localeOf = async (uid: string, locale: unknown): Promise<string | undefined> => {
    if (!isLocalized(strapi, uid)) return undefined;
    return (
      (locale as string) || ((await strapi.plugin('i18n').service('locales').getDefaultLocale()) as string)
    );
  };

  const publishedAmong = async (
    uid: string,
    ids: readonly string[],
    locale: string | undefined
  ): Promise<string[]> => {
    const found = await strapi.documents(uid as never).findMany({
      ...{ filters: { documentId: { $in: ids } }, status: 'published', locale },
      ...{ fields: ['documentId'], limit: ids.length },
    } as never);
    const published = new Set((found as { documentId: string }[]).map(({ documentId }) => documentId));
    return ids.filter((id) => published.has(id));
  };

  const toGolden = async (row: Row): Promise<GoldenQuery> => {
    const uid = row.contentType as string;
    const ids = [...new Set(listedIn(row.targetIds))];
    const locale = await localeOf(uid, row.locale);
    const expected = await publishedAmong(uid, ids, locale);
    const isIncomplete = expected.length < ids.length;
    return { query: row.query as string, uid, locale, expected, isIncomplete, first: Number(row.first) };
  };

  return {
    async queries() {
      const query = strapi.db.query(GOLDEN_UID as never) as ReturnType<typeof strapi.db.query>;
      const rows: Row[] = await query.findMany({
        where: { contentType: { $in: uids } },
        orderBy: { id: 'asc' },
        limit: MAX_QUERIES,
      });
      const all: GoldenQuery[] = [];
      for (const row of rows) all.push(await toGolden(row));
      return all;
    },
  };
};
