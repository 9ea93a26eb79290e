import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { addEveryField, ARTICLE, AUTHOR } from '../support/every-field';
import { OwnApplication } from '../support/own-application';
import { temporaryFolder, TestApp } from '../support/test-app';
import { until } from '../support/until';

const USER = 'plugin::users-permissions.user';

const source = {
  uid: AUTHOR,
  displayName: 'name',
  template: '{motto}\n{articles.title}\n{account.username}\n{portrait}',
};
const env = {
  // Without checks: what nobody notices stays unnoticed.
  INDEX_REBUILD_SETTINGS: JSON.stringify({ sources: [source], tags: null, drift: { check: null } }),
};

/** Each of them is made elsewhere than at the record whose text it changes. */
describe('changes that are made elsewhere', () => {
  const folder = temporaryFolder();
  let app: TestApp;
  let token: string;
  let file: number;
  let user: { id: number; documentId: string };
  let essay: string;
  const authors: string[] = [];

  const call = <T = { documentId: string }>(uid: string, action: string, params: object): Promise<T> =>
    app.call('document', { uid, action, ...params });

  const publish = (documentId: string, data: object) =>
    call(AUTHOR, 'update', { documentId, data, status: 'published' });

  const createAuthor = async (data: object): Promise<string> =>
    (await call(AUTHOR, 'create', { data, status: 'published' })).documentId;

  const drifting = async (): Promise<string[]> =>
    (await app.driftList()).data.map(({ kind, cause, name }) => `${kind} ${cause} ${name}`).sort();

  const drifts = (...expected: string[]): Promise<unknown> =>
    until(
      `the drift to be ${expected.join(', ')}`,
      async () => `${await drifting()}` === `${expected.sort()}`
    );

  beforeAll(async () => {
    const application = new OwnApplication(folder).folder;
    addEveryField(application);
    const schemaFile = path.join(application, 'dist/src/api/author/content-types/author/schema.json');
    const schema = JSON.parse(readFileSync(schemaFile, 'utf8'));
    schema.attributes.account = { type: 'relation', relation: 'oneToOne', target: USER };
    writeFileSync(schemaFile, JSON.stringify(schema));
    app = await TestApp.start({ application: folder, env });
    const made = await app.request<{ data: { accessKey: string } }>('POST', '/admin/api-tokens', {
      body: { name: 'all', description: '', type: 'full-access', lifespan: null, permissions: null },
    });
    token = made.body.data.accessKey;
    file = await app.call('createFile', { data: { name: 'a.jpg', alternativeText: 'A lighthouse' } });
    const data = { username: 'wendelmut', email: 'w@example.com', password: 'Secret-123', provider: 'local' };
    user = await call(USER, 'create', { data });
    authors.push(
      await createAuthor({ name: 'Ada', motto: 'One', portrait: file }),
      await createAuthor({ name: 'Ben', motto: 'Two', account: user.documentId }),
      await createAuthor({ name: 'Cleo', motto: 'Three' })
    );
    const written = { title: 'On lighthouses', author: authors[0] };
    essay = (await call(ARTICLE, 'create', { data: written, status: 'published' })).documentId;
    expect(await app.rebuild()).toMatchObject({ status: 'completed', records: { total: 3 } });
    await drifts();
  });

  afterAll(async () => {
    await app?.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  it('a record loses what another one takes from it', async () => {
    const [ada, ben] = authors;
    await publish(ben, { articles: { connect: [essay] } });
    await drifts('changed text Ada', 'changed text Ben');
    await publish(ada, { articles: { set: [{ documentId: essay }] } });
    await drifts();
  });

  it('also when that one is new', async () => {
    const fresh = await createAuthor({ name: 'Dora', motto: 'Four', articles: [essay] });
    await drifts('added published Dora', 'changed text Ada');
    await publish(authors[0], { articles: [essay] });
    await call(AUTHOR, 'delete', { documentId: fresh });
    await drifts();
  });

  it('a user of the site has another name, or is gone', async () => {
    const rename = (username: string) =>
      app.request('PUT', `/api/users/${user.id}`, { token, body: { username } });
    expect((await rename('ottokar')).status).toBe(200);
    await drifts('changed text Ben');
    expect((await rename('wendelmut')).status).toBe(200);
    await drifts();
    expect((await app.request('DELETE', `/api/users/${user.id}`, { token })).status).toBe(200);
    await drifts('changed text Ben');
  });

  it('a file of the media library is described in other words', async () => {
    await app.call('describeFile', { id: file, alternativeText: 'A red lighthouse' });
    await drifts('changed text Ada', 'changed text Ben');
    await app.call('describeFile', { id: file, alternativeText: 'A lighthouse' });
    await drifts('changed text Ben');
  });

  it('a name that is in no text changes', async () => {
    await publish(authors[2], { name: 'Cleopatra' });
    await drifts('changed text Ben', 'changed text Cleopatra');
  });
});
