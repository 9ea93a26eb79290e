import type pLimit from 'p-limit';

import { invalidRequest, searchOverloaded } from '../../domain/errors';
import { documentKey, type DocumentRef } from '../../domain/record';
import { isLocalized, type Strapi } from '../../lib/strapi';
import { monotonicMs } from '../../lib/monotonic';
import { isRefusedValue } from '../../lib/refused-value';
import type { RecordFilter } from '../../domain/filter';
import type { FacetRequest, Within } from '../../ports/searcher';
import type { Access } from './access';

export type Document = Record<string, unknown> & { documentId: string; locale?: string | null };

/** What a caller requests of a content type's records besides the search itself, checked for this caller. */
export type RecordQuery = { filters?: object; fields?: unknown; populate?: unknown };

/** Which records of a content type are searched, and what is shown of them. */
export type TypeScope = RecordQuery & {
  uid: string;
  /** Undefined for a content type without locales. */
  locale: string | undefined;
  /** The filters as the searcher evaluates them; undefined when the database has to, or there are none. */
  inSearcher?: RecordFilter;
  /** Fields whose values are counted. */
  facets?: readonly string[];
};

/** What is searched, and until when: a late database query is not started. */
export type Scope = { types: readonly TypeScope[]; deadline: number };

/** The default locale hardly ever changes, and reading it would cost every search a query. */
const LOCALE_KEPT_MS = 10_000;

/** Documents listed by one query: between two, Strapi answers others. */
const LISTED_AT_ONCE = 2_000;

/** Half of the connections: the other half is for editors, and for the renewal of the lease. */
export const queryLimit = (connections: number): number => Math.max(1, Math.floor(connections / 2));

const among = (ids: readonly string[], filters: object | undefined): object => {
  const named = { documentId: { $in: ids } };
  return filters ? { $and: [named, filters] } : named;
};

const defaultLocaleOf = (strapi: Strapi): (() => Promise<string>) => {
  let known: { value: Promise<string>; readAt: number } | null = null;
  return () => {
    if (!known || performance.now() - known.readAt > LOCALE_KEPT_MS) {
      const value = strapi.plugin('i18n').service('locales').getDefaultLocale() as Promise<string>;
      const reading = { value, readAt: performance.now() };
      known = reading;
      // The next search asks again.
      value.catch(() => {
        if (known === reading) known = null;
      });
    }
    return known.value;
  };
};

/** The documents of each content type in the scope, with that part of the scope. */
const byType = (documents: readonly DocumentRef[], { types }: Scope) =>
  types.flatMap((type) => {
    const ids = documents.flatMap(({ uid, documentId }) => (uid === type.uid ? [documentId] : []));
    return ids.length > 0 ? [{ type, ids }] : [];
  });

/**
 * Published records of the sources, for one caller. Documents are named by `documentKey`.
 *
 * @param access What callers may ask for and see.
 * @param limit Bounds the concurrent database queries of search, so that others, such as
 * the renewal of the lease, do not wait behind them.
 */
export const createRecords = (strapi: Strapi, limit: pLimit.Limit, access: Access) => {
  const documentsOf = (uid: string) => strapi.documents(uid as never);
  const modelOf = (uid: string) => strapi.getModel(uid as never);
  const defaultLocale = defaultLocaleOf(strapi);

  const inTurn = <T>(deadline: number, query: () => Promise<T>): Promise<T> =>
    limit(() => {
      if (monotonicMs() > deadline) throw searchOverloaded();
      return query().catch((error: unknown) => {
        throw isRefusedValue(error) ? invalidRequest('The database refuses a value of the filters.') : error;
      });
    });

  const find = (uid: string, query: object, deadline: number): Promise<Document[]> =>
    inTurn(deadline, () => documentsOf(uid).findMany({ status: 'published', ...query } as never)) as Promise<
      Document[]
    >;

  return {
    /** The locale in which a content type is searched; undefined for one without locales. */
    async localeFor(uid: string, wanted: string | undefined): Promise<string | undefined> {
      if (!isLocalized(strapi, uid)) return undefined;
      return wanted ?? defaultLocale();
    },

    ...access,

    /** The type of a field of the content type itself; undefined when there is none of that name. */
    typeOf(uid: string, field: string): string | undefined {
      const { attributes } = modelOf(uid) as { attributes: Record<string, { type: string }> };
      return Object.hasOwn(attributes, field) ? attributes[field].type : undefined;
    },

    /** How many documents of a content type pass its filters. */
    count({ uid, filters, locale }: TypeScope, deadline: number): Promise<number> {
      return inTurn(deadline, () =>
        documentsOf(uid).count({ status: 'published', filters, locale } as never)
      );
    },

    /** Ids of the documents that pass the filters, `max` at most. */
    async list({ uid, filters = {}, locale }: TypeScope, max: number, deadline: number): Promise<string[]> {
      const listed: string[] = [];
      for (let last = 0; listed.length < max; ) {
        const limit = Math.min(LISTED_AT_ONCE, max - listed.length);
        const later = { $and: [filters, { id: { $gt: last } }] };
        const query = { filters: later, locale, fields: ['documentId'], sort: 'id:asc', limit };
        const found = await find(uid, query, deadline);
        listed.push(...found.map(({ documentId }) => documentId));
        if (found.length < limit) break;
        last = found[found.length - 1].id as number;
      }
      return listed;
    },

    /** Which of these documents are published now and pass the filters, as keys. */
    async passing(documents: readonly DocumentRef[], scope: Scope): Promise<Set<string>> {
      const parts = byType(documents, scope).map(async ({ type: { uid, filters, locale }, ids }) => {
        const query = { filters: among(ids, filters), locale, fields: ['documentId'], limit: ids.length };
        const found = await find(uid, query, scope.deadline);
        return found.map(({ documentId }) => documentKey({ uid, documentId }));
      });
      return new Set((await Promise.all(parts)).flat());
    },

    /** The records themselves by key, in one query for each content type. */
    async hydrate(documents: readonly DocumentRef[], scope: Scope): Promise<Map<string, Document>> {
      const parts = byType(documents, scope).map(async ({ type, ids }) => {
        const { uid, filters, locale, fields, populate } = type;
        const query = { filters: among(ids, filters), fields, populate, locale, limit: ids.length };
        const found = await find(uid, query, scope.deadline);
        return found.map(
          (document) => [documentKey({ uid, documentId: document.documentId }), document] as const
        );
      });
      return new Map((await Promise.all(parts)).flat());
    },
  };
};

export type Records = ReturnType<typeof createRecords>;

/** A scope as the searcher knows it. @param only Documents by content type, where they are listed. */
export const withinOf = ({ types }: Scope, only: ReadonlyMap<string, string[]> = new Map()): Within[] =>
  types.map(({ uid, locale, inSearcher }) => {
    const listed = only.get(uid);
    return {
      uid,
      ...(locale !== undefined && { locale }),
      ...(listed && { only: listed }),
      ...(inSearcher && { filter: inSearcher }),
    };
  });

/** What the searcher counts; undefined when nothing is asked for. */
export const facetRequestsOf = ({ types }: Scope): FacetRequest[] | undefined => {
  const asked = types.flatMap(({ uid, facets }) => (facets ? [{ uid, fields: facets }] : []));
  return asked.length > 0 ? asked : undefined;
};
