import type { SearchState } from '../../../../shared/constants';
import { driftModel } from '../../content-types/models';
import { UNINDEXED } from '../../domain/drift';
import type { NewRecords } from '../../domain/search-state';
import type { Knex, Strapi } from '../../lib/strapi';
import type { StateQuery, StateRows } from '../../ports/state-rows';
import { bareTable, type Database } from './bare-table';
import { hasDrafts } from './field-model';

type Builder = Knex.QueryBuilder;

/** Narrows a query on the rows `entry`, each with the row `drift` of its record where there is one. */
type Condition = (query: Builder) => void;

const KEY = 'drift.record_key';

/** A list of keys as one parameter: a statement takes only so many. */
const among = (knex: Knex, keys: readonly string[]): Condition => {
  const inList =
    knex.client.dialect === 'postgresql'
      ? 'select json_array_elements_text(?::json)'
      : 'select value from json_each(?)';
  return (query) => void query.whereRaw(`?? in (${inList})`, [KEY, JSON.stringify(keys)]);
};

const kind =
  (wanted: string): Condition =>
  (query) =>
    void query.where('drift.kind', wanted);

const not =
  (condition: Condition): Condition =>
  (query) =>
    void query.whereNot((inner: Builder) => condition(inner));

const all =
  (...conditions: Condition[]): Condition =>
  (query) =>
    conditions.forEach((condition) => void query.where((inner: Builder) => condition(inner)));

const any =
  (...conditions: Condition[]): Condition =>
  (query) =>
    void query.where((inner: Builder) =>
      conditions.forEach((condition) => void inner.orWhere((one: Builder) => condition(one)))
    );

// Not an empty condition, which knex would leave out of an alternative.
const everything: Condition = (query) => void query.whereRaw('1 = 1');
const nothing: Condition = (query) => void query.whereRaw('1 = 0');

/** Published records by state. What only drift of unpublished records says is out of date, and no state. */
const publishedStates = (knex: Knex, { searchable, refused }: NewRecords) => {
  const found = all(kind('added'), among(knex, searchable));
  const failed = all(kind('added'), among(knex, refused));
  const unindexable = any(kind(UNINDEXED.kind), (query) => void query.where('drift.cause', 'unindexable'));
  return {
    changed: any(kind('changed'), found),
    waiting: all(kind('added'), not(among(knex, [...searchable, ...refused]))),
    'not-indexed': any(unindexable, failed),
    'up-to-date': any((query) => void query.whereNull('drift.kind'), all(kind('removed'), not(unindexable))),
  };
};

/** States in which a record differs, or cannot be indexed. */
const OF_DRIFT: readonly SearchState[] = ['changed', 'waiting', 'not-indexed'];

const withoutIndex = { changed: nothing, 'not-indexed': nothing, 'up-to-date': nothing, waiting: everything };

/** States in SQL, as `searchStateOf` tells them of one record. */
export const createStateRows = (strapi: Strapi, database: Database): StateRows => {
  const { knex } = database;
  const tableOf = (uid: string): string => strapi.db.metadata.get(uid).tableName;

  const isPublished =
    (uid: string): Condition =>
    (query) => {
      if (!hasDrafts(strapi, uid)) return everything(query);
      const published = bareTable(database, `${tableOf(uid)} as published`)
        .select(knex.raw('1'))
        .whereNotNull('published.published_at')
        .whereRaw('?? = ??', ['published.document_id', 'entry.document_id'])
        .whereRaw("coalesce(??, '') = coalesce(??, '')", ['published.locale', 'entry.locale']);
      return void query.whereExists(published);
    };

  const conditionOf = ({ uid, added }: StateQuery, state: SearchState): Condition => {
    if (state === 'not-published') return hasDrafts(strapi, uid) ? not(isPublished(uid)) : nothing;
    const states = added === null ? withoutIndex : publishedStates(knex, added);
    return all(isPublished(uid), states[state]);
  };

  return {
    idsOf(query) {
      const { uid, states, added } = query;
      const rows = bareTable(database, `${tableOf(uid)} as entry`).select('entry.id');
      if (states.length === 0) return rows.where(nothing);
      // A record in one of these states has a row of drift, and those are few.
      const join = added !== null && states.every((state) => OF_DRIFT.includes(state)) ? 'join' : 'leftJoin';
      return rows[join](`${driftModel.tableName} as drift`, function ofRecord() {
        this.on('drift.record_document', 'entry.document_id')
          .andOnVal('drift.record_type', uid)
          .andOn(
            knex.raw("coalesce(??, '') = coalesce(??, '')", ['drift.record_locale', 'entry.locale']) as never
          );
      }).where(any(...states.map((state) => conditionOf(query, state))));
    },
  };
};
