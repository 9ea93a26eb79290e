import { GOLDEN_UID } from '../../../../shared/constants';
import type { GoldenQuery } from '../../domain/golden';
import { listedIn } from '../../domain/steering';
import { isLocalized, type Strapi } from '../../lib/strapi';
import type { GoldenStore } from '../../ports/golden-store';
import { chunksOf } from '../../lib/chunks';

/** Each is asked of two searchers while a run waits. */
const MAX_QUERIES = 500;

/** Below what databases take as parameters of one statement. */
const READ_AT_ONCE = 500;

type Row = Record<string, unknown>;

/** A golden query before it is known which of its documents are published. */
type Asked = Omit<GoldenQuery, 'expected' | 'isIncomplete'> & { ids: readonly string[] };

type Group = Pick<Asked, 'uid' | 'locale'>;

const groupKey = ({ uid, locale = '' }: Group): string => `${uid} ${locale}`;

/** Golden queries as rows of a content type. */
export const createGoldenStore = (strapi: Strapi, uids: readonly string[]): GoldenStore => {
  const table = () => strapi.db.query(GOLDEN_UID as never) as ReturnType<typeof strapi.db.query>;

  const localeOf = (uid: string, locale: unknown, byDefault: string): string | undefined =>
    isLocalized(strapi, uid) ? (locale as string) || byDefault : undefined;

  const toAsked = (row: Row, byDefault: string): Asked => {
    const uid = row.contentType as string;
    return {
      ...{ query: row.query as string, uid, locale: localeOf(uid, row.locale, byDefault) },
      ...{ ids: [...new Set(listedIn(row.targetIds))], first: Number(row.first) },
    };
  };

  const publishedAmong = async ({ uid, locale }: Group, ids: readonly string[]): Promise<Set<string>> => {
    const found = new Set<string>();
    for (const some of chunksOf(ids, READ_AT_ONCE)) {
      const documents = await strapi.documents(uid as never).findMany({
        ...{ filters: { documentId: { $in: some } }, status: 'published', locale },
        ...{ fields: ['documentId'], limit: some.length },
      } as never);
      for (const { documentId } of documents as { documentId: string }[]) found.add(documentId);
    }
    return found;
  };

  /** The published documents of all queries, by content type and locale: a run waits for this. */
  const publishedOf = async (asked: readonly Asked[]): Promise<Map<string, Set<string>>> => {
    const groups = new Map(asked.map((one) => [groupKey(one), one]));
    const published = new Map<string, Set<string>>();
    for (const [key, group] of groups) {
      const ids = new Set(asked.filter((one) => groupKey(one) === key).flatMap((one) => one.ids));
      published.set(key, await publishedAmong(group, [...ids]));
    }
    return published;
  };

  const rowsOf = (select?: string[]): Promise<Row[]> =>
    table().findMany({
      ...{ where: { contentType: { $in: uids } }, orderBy: { id: 'asc' }, limit: MAX_QUERIES },
      ...(select && { select }),
    });

  return {
    async asked() {
      const rows = await rowsOf(['query', 'locale']);
      return rows.map(({ query, locale }) => ({
        query: query as string,
        locale: (locale as string) || null,
      }));
    },

    async queries() {
      const rows = await rowsOf();
      if (rows.length === 0) return [];
      const byDefault = (await strapi.plugin('i18n').service('locales').getDefaultLocale()) as string;
      const asked = rows.map((row) => toAsked(row, byDefault));
      const published = await publishedOf(asked);
      return asked.map(({ ids, ...query }) => {
        const expected = ids.filter((id) => published.get(groupKey(query))?.has(id));
        return { ...query, expected, isIncomplete: expected.length < ids.length };
      });
    },
  };
};
