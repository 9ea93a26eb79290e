import type { Strapi } from '../../adapters/strapi/types';

export type Document = Record<string, unknown> & { documentId: string; locale?: string | null };

/** What a caller may ask of the records besides the search itself, checked for this caller. */
export type RecordQuery = { filters?: object; fields?: unknown; populate?: unknown };

type Auth = { auth: never };

/** The default locale changes about never and would cost every search a query. */
const LOCALE_KEPT_MS = 10_000;

/** Published records of the source, for one caller. */
export const createRecords = (strapi: Strapi, uid: string) => {
  const documents = () => strapi.documents(uid as never);
  const model = () => strapi.getModel(uid as never);
  const isLocalized = (): boolean => {
    const { pluginOptions } = model() as { pluginOptions?: { i18n?: { localized?: boolean } } };
    const i18n = pluginOptions?.i18n;
    return i18n?.localized === true;
  };

  let defaultLocale: { value: Promise<string>; readAt: number } | null = null;

  const readDefaultLocale = (): Promise<string> => {
    if (!defaultLocale || performance.now() - defaultLocale.readAt > LOCALE_KEPT_MS) {
      const value = strapi.plugin('i18n').service('locales').getDefaultLocale() as Promise<string>;
      defaultLocale = { value, readAt: performance.now() };
    }
    return defaultLocale.value;
  };

  const find = (query: object): Promise<Document[]> =>
    documents().findMany({ status: 'published', ...query } as never) as unknown as Promise<Document[]>;

  return {
    /** The locale that is searched; undefined for a source without locales. */
    async localeFor(wanted: string | undefined): Promise<string | undefined> {
      if (!isLocalized()) return undefined;
      return wanted ?? readDefaultLocale();
    },

    /** @throws Strapi's ValidationError for what does not exist or is not allowed to this caller. */
    async check({ filters, fields, populate }: RecordQuery, auth: unknown): Promise<RecordQuery> {
      const query = {
        ...(filters !== undefined && { filters }),
        ...(fields !== undefined && { fields }),
        ...(populate !== undefined && { populate }),
      };
      const options = { auth } as Auth;
      await strapi.contentAPI.validate.query(query as never, model(), options);
      return (await strapi.contentAPI.sanitize.query(query as never, model(), options)) as RecordQuery;
    },

    /** Ids of all documents that the filters let through. */
    async idsOf(filters: object, locale: string | undefined): Promise<string[]> {
      const found = await find({ filters, locale, fields: ['documentId'], limit: -1 });
      return found.map(({ documentId }) => documentId);
    },

    /** Which of these documents are published now and pass the filters. */
    async alive(
      ids: readonly string[],
      filters: object | undefined,
      locale: string | undefined
    ): Promise<Set<string>> {
      const among = { documentId: { $in: ids } };
      const found = await find({
        filters: filters ? { $and: [among, filters] } : among,
        ...{ locale, fields: ['documentId'], limit: ids.length },
      });
      return new Set(found.map(({ documentId }) => documentId));
    },

    /** The records themselves, in one query, as this caller may see them. */
    async hydrate(
      ids: readonly string[],
      { filters, fields, populate }: RecordQuery,
      locale: string | undefined
    ): Promise<Map<string, Document>> {
      if (ids.length === 0) return new Map();
      const among = { documentId: { $in: ids } };
      const found = await find({
        filters: filters ? { $and: [among, filters] } : among,
        ...{ fields, populate, locale, limit: ids.length },
      });
      return new Map(found.map((document) => [document.documentId, document]));
    },

    sanitize: (found: readonly Document[], auth: unknown): Promise<Record<string, unknown>[]> =>
      strapi.contentAPI.sanitize.output(found as never, model(), { auth } as Auth) as Promise<
        Record<string, unknown>[]
      >,
  };
};

export type Records = ReturnType<typeof createRecords>;
