import { randomUUID } from 'node:crypto';

import { statesOfTerms, takeTerms } from '../domain/search-state';
import type { Strapi } from '../lib/strapi';
import type { StateRows } from '../ports/state-rows';
import type { DriftService } from './drift';

type Where = Record<string, unknown>;

const isPlain = (value: unknown): value is Where =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/** The id that a condition on the document's id asks for. */
const idIn = (condition: unknown): unknown => (isPlain(condition) ? condition.$eq : condition);

/** A condition with `ids` in the place of the document's id that stands for them. */
const withIds = (where: unknown, placeholders: ReadonlyMap<string, object>): unknown => {
  if (Array.isArray(where)) return where.map((part) => withIds(part, placeholders));
  if (!isPlain(where)) return where;
  return Object.fromEntries(
    Object.entries(where).map(([key, value]) => {
      const ids = key === 'documentId' ? placeholders.get(String(idIn(value))) : undefined;
      return ids ? ['id', { $in: ids }] : [key, withIds(value, placeholders)];
    })
  );
};

type Parts = {
  drift: Pick<DriftService, 'newRecords'>;
  stateRows: StateRows;
  sources: readonly { uid: string }[];
};

/**
 * The filter by state in the Content Manager's lists. Its condition is on two tables, which filters cannot say.
 * So a document's id that there is none of stands for it on the way through Strapi's filters, and gives way to
 * a subquery in the statement itself: pages, totals and sorting are those of any other filter, and were the
 * condition ever lost, no record would pass.
 */
export const createInSearch = ({ drift, stateRows, sources }: Parts) => {
  const placeholders = new Map<string, object>();
  const isSource = (uid: string): boolean => sources.some((source) => source.uid === uid);

  return {
    isSource,

    /**
     * Lets `next` read a list of a content type with the filters that `replace` is given.
     *
     * @param mayFilter Whether this filter exists for the caller; it is left out otherwise, as filters by
     * fields are that somebody may not read.
     * @throws INVALID_REQUEST
     */
    async narrowed(
      { uid, filters: given, mayFilter }: { uid: string; filters: unknown; mayFilter: boolean },
      replace: (filters: object) => void,
      next: () => Promise<unknown>
    ): Promise<void> {
      const { filters, terms } = takeTerms(given);
      if (terms.length > 0) replace(filters);
      if (terms.length === 0 || !mayFilter || !isSource(uid)) return void (await next());
      const states = statesOfTerms(terms);
      const placeholder = `in-search-${randomUUID()}`;
      const others = Array.isArray(filters.$and) ? filters.$and : [];
      placeholders.set(placeholder, stateRows.idsOf({ uid, states, added: await drift.newRecords(uid) }));
      replace({ ...filters, $and: [...others, { documentId: { $eq: placeholder } }] });
      try {
        await next();
      } finally {
        placeholders.delete(placeholder);
      }
    },

    /** Looks at every list that is read of the sources, from now on. */
    watch(strapi: Strapi): void {
      const replaceIn = ({ params }: { params: { where?: unknown } }): void => {
        if (placeholders.size > 0 && params?.where) params.where = withIds(params.where, placeholders);
      };
      strapi.db.lifecycles.subscribe({
        models: sources.map(({ uid }) => uid),
        beforeFindMany: (event) => replaceIn(event as never),
        beforeCount: (event) => replaceIn(event as never),
      });
    },
  };
};

export type InSearch = ReturnType<typeof createInSearch>;
