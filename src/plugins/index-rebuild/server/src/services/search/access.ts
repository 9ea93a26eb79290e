import { invalidRequest } from '../../domain/errors';
import type { Strapi } from '../../lib/strapi';
import type { Document, RecordQuery } from './records';

/** What a caller may ask of records and see of them. `auth` is whatever the kind of access knows callers by. */
export interface Access {
  /** @throws INVALID_REQUEST for what does not exist or this caller may not use. */
  check(uid: string, query: RecordQuery, auth: unknown): Promise<RecordQuery>;
  /** The part of a request that this caller may make. */
  permitted(uid: string, query: RecordQuery, auth: unknown): Promise<RecordQuery>;
  /** Records of one content type as this caller may see them. */
  sanitize(uid: string, found: readonly Document[], auth: unknown): Promise<Record<string, unknown>[]>;
}

type Auth = { auth: never };

/** Gives Strapi's own validation errors a code, like all errors of search. */
const withCode = (error: unknown): unknown =>
  error instanceof Error && error.name === 'ValidationError' ? invalidRequest(`${error.message}.`) : error;

const validated = async (validate: () => Promise<unknown>): Promise<void> => {
  try {
    await validate();
  } catch (error) {
    throw withCode(error);
  }
};

const given = ({ filters, fields, populate }: RecordQuery): RecordQuery => ({
  ...(filters !== undefined && { filters }),
  ...(fields !== undefined && { fields }),
  ...(populate !== undefined && { populate }),
});

/** Visitors, by roles and API tokens; `auth` is that of Strapi's authentication. */
export const contentApiAccess = (strapi: Strapi): Access => {
  const { validate, sanitize } = strapi.contentAPI;
  const modelOf = (uid: string) => strapi.getModel(uid as never);
  return {
    async check(uid, asked, auth) {
      const query = given(asked);
      const options = { auth } as Auth;
      await validated(() => validate.query(query as never, modelOf(uid), options));
      return (await sanitize.query(query as never, modelOf(uid), options)) as RecordQuery;
    },
    permitted: (uid, query, auth) =>
      sanitize.query(query as never, modelOf(uid), { auth } as Auth) as Promise<RecordQuery>,
    sanitize: (uid, found, auth) =>
      sanitize.output(found as never, modelOf(uid), { auth } as Auth) as Promise<Record<string, unknown>[]>,
  };
};

/** The part used here of the Content Manager's permission checker. */
type Checker = {
  can: { read(entity?: object | null, field?: string): boolean };
  validateQuery(query: object): Promise<unknown>;
  sanitizedQuery: { read(query: object): Promise<RecordQuery> };
  sanitizeOutput(record: object): Promise<Record<string, unknown>>;
};

const checkerOf = (strapi: Strapi, uid: string, userAbility: unknown): Checker =>
  strapi.plugin('content-manager').service('permission-checker').create({ userAbility, model: uid });

/** Relations by name, as they are asked for in either form. */
const relationsIn = (populate: unknown): object =>
  Array.isArray(populate)
    ? Object.fromEntries(populate.map((name) => [name, true]))
    : { ...(populate as object) };

/**
 * With what conditions of permissions look at: all columns, and who created the record. Which fields of it
 * are shown is decided when it has been read.
 */
const forConditions = ({ filters, populate }: RecordQuery): RecordQuery => ({
  ...(filters !== undefined && { filters }),
  populate: { ...relationsIn(populate), createdBy: { populate: { roles: true } } },
});

/**
 * Administrators, by what they may read in the Content Manager; `auth` is their ability. The conditions of
 * their permissions become filters, so that a record which they may not read is no hit.
 */
export const contentManagerAccess = (strapi: Strapi) => {
  const permitted: Access['permitted'] = async (uid, query, auth) =>
    forConditions(await checkerOf(strapi, uid, auth).sanitizedQuery.read(given(query)));
  return {
    permitted,
    async check(uid, { filters, ...shown }, auth) {
      if (filters !== undefined) {
        // Fields that do not exist, which an administrator who may read everything is not refused.
        await validated(() => strapi.contentAPI.validate.query({ filters }, strapi.getModel(uid as never)));
        await validated(() => checkerOf(strapi, uid, auth).validateQuery({ filters }));
      }
      return permitted(uid, { filters, ...shown }, auth);
    },
    // One by one: which fields are shown may depend on the record.
    sanitize(uid, found, auth) {
      const checker = checkerOf(strapi, uid, auth);
      return Promise.all(found.map((record) => checker.sanitizeOutput(record)));
    },
    /** Whether any record of a content type, or this field of any, may be read. */
    mayRead: (uid: string, auth: unknown, field?: string): boolean =>
      checkerOf(strapi, uid, auth).can.read(null, field),
  } satisfies Access & { mayRead: unknown };
};

export type ContentManagerAccess = ReturnType<typeof contentManagerAccess>;
