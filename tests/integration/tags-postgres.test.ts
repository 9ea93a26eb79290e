import { DATABASES, type TestDatabase } from '../support/databases';
import { sampleExperts } from '../support/sample-experts';
import { TestApp } from '../support/test-app';

const TAXONOMY = [
  { name: 'Marine biology', description: 'Life in the sea, fish and coral reefs', synonyms: 'coral reefs' },
  { name: 'Bridges', description: 'Building and checking bridges', synonyms: 'bridge engineer' },
  { name: 'Music', description: 'Playing and hearing music', synonyms: 'cello, chamber music' },
];

type Row = { id: number; updatedAt: string; autoTags: { name: string }[] };

/** The links are written by SQL of the plugin's own, so each database has to be shown. */
describe('automatic tags on PostgreSQL', () => {
  let database: TestDatabase;
  let app: TestApp;

  beforeAll(async () => {
    const { open } = DATABASES[1];
    database = await open();
    app = await TestApp.start({ env: database.env });
  });

  afterAll(async () => {
    await app?.remove();
    await database?.close();
  });

  it('are written, kept, found by a filter and removed with their tag', async () => {
    await app.call('grantSearchToPublic');
    await app.call('grantToPublic', { action: 'api::tag.tag.find' });
    const [, bridges] = await app.call<string[]>('createTags', { tags: TAXONOMY });
    const [, engineer] = await app.createExperts(sampleExperts(6));
    const rows = (): Promise<Row[]> => app.call('expertRows', { documentId: engineer });
    const before = await rows();
    expect((await app.rebuild()).records).toMatchObject({ tagged: 6 });
    const after = await rows();
    expect(after.map(({ autoTags }) => autoTags.map(({ name }) => name))).toEqual([['Bridges'], ['Bridges']]);
    expect(after.map(({ id, updatedAt }) => [id, updatedAt])).toEqual(
      before.map(({ id, updatedAt }) => [id, updatedAt])
    );
    const { body } = await app.search('person', '&filters[autoTags][name][$eq]=Bridges');
    expect(body.data.map(({ documentId }) => documentId)).toEqual([engineer]);
    expect((await app.tagAll()).records).toMatchObject({ tagged: 0 });
    await app.call('deleteTag', { documentId: bridges });
    expect((await app.tagAll()).records).toMatchObject({ tagged: 6 });
    expect((await rows()).map(({ autoTags }) => autoTags)).toEqual([[], []]);
  });

  // SQLite takes a text of any length in every column.
  it('work for an administrator whose name is longer than 255 characters', async () => {
    const [first, last] = ['Ada'.repeat(80), 'Lovelace'.repeat(30)];
    await app.call('runSql', { sql: `UPDATE admin_users SET firstname = '${first}', lastname = '${last}'` });
    const run = await app.tagAll();
    expect(run).toMatchObject({ status: 'completed', startedBy: `${first} ${last}` });
  });
});
