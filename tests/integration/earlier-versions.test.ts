import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';

import { DATABASES, type TestDatabase } from '../support/databases';
import { temporaryFolder, TestApp, WITHOUT_OVERLAY } from '../support/test-app';
import { until } from '../support/until';

const FIXTURES = path.resolve(__dirname, '../fixtures/earlier-versions');
const RECORDS = 20;

type Facts = {
  /** The expert who was edited after the last rebuild. */
  edited: string;
  /** The latest first. */
  runs: { id: string; records: object; generation: string }[];
};

const EXPERT = 'api::expert.expert';
/** An id that no database names. */
const STRANGER = '9-0123456789ab';

/** A copy of what an earlier version left. */
const copyOf = (version: string): { folder: string; facts: Facts } => {
  const folder = temporaryFolder();
  const from = path.join(FIXTURES, version);
  cpSync(path.join(from, 'index'), path.join(folder, 'index'), { recursive: true });
  writeFileSync(path.join(folder, 'data.db'), gunzipSync(readFileSync(path.join(from, 'data.db.gz'))));
  return { folder, facts: JSON.parse(readFileSync(path.join(from, 'facts.json'), 'utf8')) as Facts };
};

type Row = Record<string, unknown>;

const versions = [
  { version: 'f15f6ad', layout: 'generations beside each other, an index spec called recipe' },
  { version: '675249d', layout: 'a folder for each installation, one source' },
];

describe.each(versions)('data of version $version: $layout', ({ version }) => {
  const { folder, facts } = copyOf(version);
  const [last, first] = facts.runs;
  const earlier = path.join(folder, 'index', 'generations');
  let app: TestApp;
  let taggedBefore: Row[];

  beforeAll(async () => {
    mkdirSync(path.join(earlier, STRANGER), { recursive: true });
    app = await TestApp.start({ folder, env: WITHOUT_OVERLAY });
    taggedBefore = await app.call('sql', {
      statement: 'SELECT * FROM index_rebuild_record_tags ORDER BY id',
    });
  });

  afterAll(() => app.remove());

  it('answers from the generation that was live, before any rebuild', async () => {
    const answer = await until('an answer', async () => {
      const found = await app.search('honey bees on roofs');
      return found.status === 200 ? found : null;
    });
    expect(answer.body.meta).toMatchObject({ generation: last.generation, mode: 'hybrid' });
    expect(answer.body.data[0].name).toBe('Gus Hive');
    const german = await app.search('Kammermusik', '&locale=de');
    expect(german.body.data[0]).toMatchObject({ name: 'Fay Bow', title: 'Cellistin' });
    expect((await app.status()).lastRebuildAt).not.toBeNull();
  });

  const suggested = async (): Promise<string[]> => {
    const url = '/api/search/suggest?q=gus';
    const { status, body } = await app.request<{ data: { text: string }[] }>('GET', url, { token: null });
    expect(status).toBe(200);
    return body.data.map(({ text }) => text);
  };

  it('suggests nothing until the next rebuild', async () => {
    await app.call('grantToPublic', { action: 'plugin::index-rebuild.search.suggest' });
    expect(await suggested()).toEqual([]);
  });

  it('moves the generations that the database names, and no others', () => {
    expect(app.generationsOnDisk().sort()).toEqual([first.generation, last.generation].sort());
    expect(existsSync(path.join(earlier, last.generation))).toBe(false);
    expect(readdirSync(earlier)).toEqual([STRANGER]);
  });

  it('shows the edit that was made after the last rebuild as drift, and nothing else', async () => {
    await app.request('POST', '/index-rebuild/drift/check');
    const { data } = await app.driftList();
    expect(data).toMatchObject([
      { uid: EXPERT, documentId: facts.edited, locale: 'en', kind: 'changed', cause: 'text' },
    ]);
  });

  it('keeps the history and the generations, which were built with the current settings', async () => {
    for (const { id, records, generation } of facts.runs)
      expect(await app.run(id)).toMatchObject({ status: 'completed', records, generation });
    expect(await app.generations()).toMatchObject([
      { id: last.generation, live: true, currentSpec: true },
      { id: first.generation, live: false, currentSpec: true },
    ]);
  });

  it('keeps the tags with their records', () => {
    expect(taggedBefore).toHaveLength(RECORDS);
    for (const row of taggedBefore)
      expect(row).toMatchObject({ record: expect.stringMatching(/^api::expert\.expert:\w+:(en|de)$/) });
  });

  it('embeds and tags only the edited record in the next rebuild', async () => {
    const run = await app.rebuild();
    expect(run).toMatchObject({
      status: 'completed',
      records: { total: RECORDS, embedded: 1, reused: RECORDS - 1, failed: 0, tagged: 1 },
    });
    expect(await app.drift()).toMatchObject({ added: 0, changed: 0, removed: 0 });
    expect((await app.search('orchestra of amateurs')).body.data[0].documentId).toBe(facts.edited);
    expect(await suggested()).toEqual(['Gus Hive']);
  });

  it('restores a generation of the earlier version', async () => {
    const { body } = await app.restore(last.generation);
    expect(await app.ended(body.data.id)).toMatchObject({ status: 'completed' });
    expect((await app.search('honey bees')).body.meta.generation).toBe(last.generation);
    expect(await app.drift()).toMatchObject({ added: 0, changed: 1, removed: 0 });
  });

  it('finds nothing left to do at the next start', async () => {
    await app.stop();
    app = await TestApp.start({ folder, env: WITHOUT_OVERLAY });
    await until('an answer', async () => (await app.search('honey bees')).status === 200);
    expect(await app.drift()).toMatchObject({ added: 0, changed: 1, removed: 0 });
    expect(app.log).not.toContain('of an earlier version');
  });
});

describe('tables of an earlier version on PostgreSQL', () => {
  let database: TestDatabase;
  const folder = temporaryFolder();
  const apps: TestApp[] = [];

  const start = async (): Promise<TestApp> => {
    const app = await TestApp.start({ folder, env: database.env });
    apps.push(app);
    return app;
  };

  /** Makes tables and rows of the first form, of which no migration knows. */
  const MAKE_EARLIER = [
    'ALTER TABLE index_rebuild_generations RENAME COLUMN spec_hash TO recipe_hash',
    'ALTER TABLE index_rebuild_record_tags RENAME COLUMN input_hash TO mark',
    `INSERT INTO index_rebuild_record_tags (record, mark, tags) VALUES ('one:en', 'a', '[]'), ('two:', 'b', '[]')`,
    // As a process of this version may have written beside one of an earlier version.
    `INSERT INTO index_rebuild_record_tags (record, mark, tags) VALUES ('three:', 'old', '[]'), ('${EXPERT}:three:', 'new', '[]')`,
    `INSERT INTO index_rebuild_drift (record_key, record_document, record_locale, kind, cause, fingerprint, since, seen_at)
     VALUES ('one:en', 'one', 'en', 'removed', 'deleted', '', 1, 1)`,
    `DELETE FROM strapi_migrations_internal WHERE name = 'index-rebuild-rename-columns'`,
  ];

  beforeAll(async () => {
    const [, postgres] = DATABASES;
    database = await postgres.open();
    const app = await start();
    for (const statement of MAKE_EARLIER) await app.call('sql', { statement });
    await app.stop();
  });

  afterAll(async () => {
    await Promise.all(apps.map((app) => app.stop()));
    rmSync(folder, { recursive: true, force: true });
    await database.close();
  });

  it('are brought along once by two processes that start together', async () => {
    const [app] = await Promise.all([start(), start()]);
    const ask = async (statement: string): Promise<Row[]> =>
      (await app.call<{ rows: Row[] }>('sql', { statement })).rows;
    const rows = (columns: string, table: string): Promise<Row[]> =>
      ask(`SELECT ${columns} FROM ${table} ORDER BY id`);
    expect(await rows('record, input_hash', 'index_rebuild_record_tags')).toEqual([
      { record: `${EXPERT}:one:en`, input_hash: 'a' },
      { record: `${EXPERT}:two:`, input_hash: 'b' },
      { record: `${EXPERT}:three:`, input_hash: 'new' },
    ]);
    expect(await rows('record_key, record_type', 'index_rebuild_drift')).toEqual([
      { record_key: `${EXPERT}:one:en`, record_type: EXPERT },
    ]);
    const hashes = `SELECT column_name AS name FROM information_schema.columns
      WHERE table_name = 'index_rebuild_generations' AND column_name LIKE '%_hash'`;
    expect(await ask(hashes)).toEqual([{ name: 'spec_hash' }]);
  });
});
