import type { Knex } from 'knex';

import { createStateRows } from '../../src/plugins/index-rebuild/server/src/adapters/strapi/state-rows';
import { recordKey } from '../../src/plugins/index-rebuild/server/src/domain/record';
import {
  searchStateOf,
  type NewRecords,
} from '../../src/plugins/index-rebuild/server/src/domain/search-state';
import type { Strapi } from '../../src/plugins/index-rebuild/server/src/lib/strapi';
import { SEARCH_STATES, type SearchState } from '../../src/plugins/index-rebuild/shared/constants';
import { knex } from '../support/knex.cjs';

const UID = 'api::thing.thing';
/** More than SQLite takes as parameters of one statement. */
const MANY = 40_000;

type Drift = { kind: string; cause: string };

const DRIFTS: (Drift | null)[] = [
  null,
  { kind: 'changed', cause: 'text' },
  { kind: 'added', cause: 'published' },
  { kind: 'removed', cause: 'unindexable' },
  { kind: 'unindexed', cause: 'unindexable' },
];

const recordStateOf = (drift: Drift | null) => {
  if (drift === null) return 'indexed';
  return drift.kind === 'unindexed' ? 'unindexable' : (drift.kind as 'added');
};

describe('the rows of records in a state', () => {
  let database: Knex;

  beforeAll(async () => {
    database = knex({
      client: 'better-sqlite3',
      connection: { filename: ':memory:' },
      useNullAsDefault: true,
      pool: { min: 1, max: 1 },
    });
    await database.schema.createTable('things', (table) => {
      table.increments('id');
      table.string('document_id');
      table.string('locale');
      table.bigInteger('published_at');
    });
    await database.schema.createTable('index_rebuild_drift', (table) => {
      table.increments('id');
      for (const name of ['key', 'type', 'document', 'locale']) table.string(`record_${name}`);
      table.string('kind');
      table.string('cause');
    });
  });

  beforeEach(async () => {
    await database('things').delete();
    await database('index_rebuild_drift').delete();
  });

  afterAll(() => database.destroy());

  const rowsOf = (drafts: boolean) => {
    const strapi = {
      db: { metadata: { get: () => ({ tableName: 'things' }) } },
      getModel: () => ({ attributes: {}, options: { draftAndPublish: drafts } }),
    };
    return createStateRows(strapi as unknown as Strapi, { knex: database });
  };

  const find = async (states: SearchState[], added: NewRecords | null, drafts = true): Promise<string[]> => {
    const ids = rowsOf(drafts).idsOf({ uid: UID, states, added }) as Knex.QueryBuilder;
    const found = await database('things').whereIn('id', ids).orderBy('id');
    return found.map(
      (row: { document_id: string; locale: string | null; published_at: number | null }) =>
        `${row.document_id}:${row.locale ?? ''}:${row.published_at === null ? 'draft' : 'published'}`
    );
  };

  const add = async (documentId: string, locale: string | null, published: boolean, drift: Drift | null) => {
    const row = { document_id: documentId, locale };
    await database('things').insert({ ...row, published_at: null });
    if (published) await database('things').insert({ ...row, published_at: 1 });
    if (drift)
      await database('index_rebuild_drift').insert({
        ...{ record_key: recordKey({ uid: UID, documentId, locale }), record_type: UID },
        ...{ record_document: documentId, record_locale: locale, ...drift },
      });
  };

  it.each([['en'], [null]])('are those that are in it one by one, in locale %s', async (locale) => {
    const expected = new Map<SearchState, string[]>(SEARCH_STATES.map((state) => [state, []]));
    const note = (state: SearchState, id: string, versions: string[]) =>
      expected.get(state)?.push(...versions.map((version) => `${id}:${locale ?? ''}:${version}`));
    const added: NewRecords = { searchable: [], refused: [] };
    for (const [at, drift] of DRIFTS.entries()) {
      for (const overlay of ['none', 'found', 'refused'] as const) {
        const id = `d${at}${overlay}`;
        await add(id, locale, true, drift);
        const key = recordKey({ uid: UID, documentId: id, locale });
        if (overlay === 'found') added.searchable.push(key);
        if (overlay === 'refused') added.refused.push(key);
        const state = searchStateOf({
          state: recordStateOf(drift),
          cause: (drift?.cause ?? null) as 'text' | null,
          searchableSince: overlay === 'found' ? 'now' : null,
          waitsFor: overlay === 'refused' ? 'refused' : null,
        });
        note(state, id, ['draft', 'published']);
      }
    }
    await add('unpublished', locale, false, { kind: 'removed', cause: 'unpublished' });
    await add('draft', locale, false, null);
    note('not-published', 'unpublished', ['draft']);
    note('not-published', 'draft', ['draft']);
    for (const state of SEARCH_STATES) expect(await find([state], added)).toEqual(expected.get(state));
    const two = await find(['changed', 'waiting'], added);
    expect([...two].sort()).toEqual(
      [...(expected.get('changed') ?? []), ...(expected.get('waiting') ?? [])].sort()
    );
    expect(await find([], added)).toEqual([]);
    expect(await find([...SEARCH_STATES], added)).toHaveLength(DRIFTS.length * 6 + 2);
  });

  it('tell locales of a document apart', async () => {
    await add('one', 'en', true, { kind: 'changed', cause: 'text' });
    await add('one', 'de', true, null);
    await add('one', 'fr', false, null);
    const added = { searchable: [], refused: [] };
    expect(await find(['changed'], added)).toEqual(['one:en:draft', 'one:en:published']);
    expect(await find(['up-to-date'], added)).toEqual(['one:de:draft', 'one:de:published']);
    expect(await find(['not-published'], added)).toEqual(['one:fr:draft']);
  });

  it('all wait while there is no index', async () => {
    await add('one', null, true, null);
    await add('two', null, false, null);
    expect(await find(['waiting'], null)).toEqual(['one::draft', 'one::published']);
    expect(await find(['up-to-date', 'changed', 'not-indexed'], null)).toEqual([]);
    expect(await find(['not-published'], null)).toEqual(['two::draft']);
    expect(await find(['waiting', 'changed'], null, false)).toHaveLength(3);
  });

  it('are published, all of them, in a content type without drafts', async () => {
    await database('things').insert({ document_id: 'one', locale: null, published_at: 1 });
    const added = { searchable: [], refused: [] };
    expect(await find(['up-to-date'], added, false)).toEqual(['one::published']);
    expect(await find(['not-published'], added, false)).toEqual([]);
  });

  it('may be more than a statement takes parameters', async () => {
    const ids = Array.from({ length: MANY }, (_, at) => `d${at}`);
    await database.batchInsert(
      'things',
      ids.map((document_id) => ({ document_id, locale: 'en', published_at: 1 })),
      200
    );
    const key = (documentId: string): string => recordKey({ uid: UID, documentId, locale: 'en' });
    await database.batchInsert(
      'index_rebuild_drift',
      ids.map((id) => ({
        ...{ record_key: key(id), record_type: UID, record_document: id, record_locale: 'en' },
        ...{ kind: 'added', cause: 'published' },
      })),
      100
    );
    await database.schema.alterTable('index_rebuild_drift', (table) => {
      table.index(['record_document']);
    });
    const added = { searchable: ids.slice(1).map(key), refused: [] };
    expect(await find(['changed'], added)).toHaveLength(MANY - 1);
    expect(await find(['waiting'], added)).toEqual(['d0:en:published']);
  });
});
