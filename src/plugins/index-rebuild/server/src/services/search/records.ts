import type pLimit from 'p-limit';

import { invalidRequest, searchOverloaded } from '../../domain/errors';
import type { Strapi } from '../../lib/strapi';
import { monotonicMs } from '../../lib/monotonic';

export type Document = Record<string, unknown> & { documentId: string; locale?: string | null };

/** What a caller requests of the records besides the search itself, checked for this caller. */
export type RecordQuery = { filters?: object; fields?: unknown; populate?: unknown };

/** Which records, and until when: a late database query is not started. */
export type Scope = { locale: string | undefined; filters: object | undefined; deadline: number };

type Auth = { auth: never };

/** The default locale hardly ever changes, and reading it would cost every search a query. */
const LOCALE_KEPT_MS = 10_000;

/** Half of the connections: the other half is for editors, and for the renewal of the lease. */
export const queryLimit = (connections: number): number => Math.max(1, Math.floor(connections / 2));

const isLocalized = (model: unknown): boolean => {
  const { pluginOptions } = model as { pluginOptions?: { i18n?: { localized?: boolean } } };
  return pluginOptions?.i18n?.localized === true;
};

/** Gives Strapi's own validation errors a code, like all errors of search. */
const withCode = (error: unknown): unknown =>
  error instanceof Error && error.name === 'ValidationError' ? invalidRequest(`${error.message}.`) : error;

const among = (ids: readonly string[], filters: object | undefined): object => {
  const named = { documentId: { $in: ids } };
  return filters ? { $and: [named, filters] } : named;
};

/**
 * Published records of the source, for one caller.
 *
 * @param limit Bounds the concurrent database queries of search, so that others, such as
 * the renewal of the lease, do not wait behind them.
 */
export const createRecords = (strapi: Strapi, uid: string, limit: pLimit.Limit) => {
  const documents = () => strapi.documents(uid as never);
  const model = () => strapi.getModel(uid as never);

  let defaultLocale: { value: Promise<string>; readAt: number } | null = null;

  const readDefaultLocale = (): Promise<string> => {
    if (!defaultLocale || performance.now() - defaultLocale.readAt > LOCALE_KEPT_MS) {
      const value = strapi.plugin('i18n').service('locales').getDefaultLocale() as Promise<string>;
      defaultLocale = { value, readAt: performance.now() };
    }
    return defaultLocale.value;
  };

  const inTurn = <T>(deadline: number, query: () => Promise<T>): Promise<T> =>
    limit(() => {
      if (monotonicMs() > deadline) throw searchOverloaded();
      return query();
    });

  const find = (query: object, deadline: number): Promise<Document[]> =>
    inTurn(deadline, () => documents().findMany({ status: 'published', ...query } as never)) as Promise<
      Document[]
    >;

  const idsIn = (found: readonly Document[]): string[] => found.map(({ documentId }) => documentId);

  return {
    /** The locale that is searched; undefined for a source without locales. */
    async localeFor(wanted: string | undefined): Promise<string | undefined> {
      if (!isLocalized(model())) return undefined;
      return wanted ?? readDefaultLocale();
    },

    /** @throws INVALID_REQUEST for what does not exist or this caller may not use. */
    async check({ filters, fields, populate }: RecordQuery, auth: unknown): Promise<RecordQuery> {
      const query = {
        ...(filters !== undefined && { filters }),
        ...(fields !== undefined && { fields }),
        ...(populate !== undefined && { populate }),
      };
      const options = { auth } as Auth;
      try {
        await strapi.contentAPI.validate.query(query as never, model(), options);
      } catch (error) {
        throw withCode(error);
      }
      return (await strapi.contentAPI.sanitize.query(query as never, model(), options)) as RecordQuery;
    },

    /** How many documents pass the filters. */
    count({ filters, locale, deadline }: Scope): Promise<number> {
      return inTurn(deadline, () => documents().count({ status: 'published', filters, locale } as never));
    },

    /** Ids of the documents that pass the filters, `max` at most. */
    async list({ filters, locale, deadline }: Scope, max: number): Promise<string[]> {
      return idsIn(await find({ filters, locale, fields: ['documentId'], limit: max }, deadline));
    },

    /** Which of these documents are published now and pass the filters. */
    async passing(ids: readonly string[], { filters, locale, deadline }: Scope): Promise<Set<string>> {
      const query = { filters: among(ids, filters), locale, fields: ['documentId'], limit: ids.length };
      return new Set(idsIn(await find(query, deadline)));
    },

    /** The records themselves, in one query, as this caller may see them. */
    async hydrate(
      ids: readonly string[],
      { fields, populate }: RecordQuery,
      { filters, locale, deadline }: Scope
    ): Promise<Map<string, Document>> {
      if (ids.length === 0) return new Map();
      const query = { filters: among(ids, filters), fields, populate, locale, limit: ids.length };
      const found = await find(query, deadline);
      return new Map(found.map((document) => [document.documentId, document]));
    },

    sanitize: (found: readonly Document[], auth: unknown): Promise<Record<string, unknown>[]> =>
      strapi.contentAPI.sanitize.output(found as never, model(), { auth } as Auth) as Promise<
        Record<string, unknown>[]
      >,
  };
};

export type Records = ReturnType<typeof createRecords>;
