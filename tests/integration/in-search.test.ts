import type { ListedState } from '../../src/plugins/index-rebuild/shared/contracts';
import { SEARCH_STATES, type SearchState } from '../../src/plugins/index-rebuild/shared/constants';
import { ContentManager } from '../support/content-manager';
import { DATABASES, type TestDatabase } from '../support/databases';
import { WITHOUT_PASSAGES } from '../support/expert-source';
import { TestApp, type ContentPermission } from '../support/test-app';
import { until } from '../support/until';

const UID = 'api::expert.expert';
const READ = 'plugin::index-rebuild.read';

/** One record at a time is searchable beside the index, so that others wait. */
const env = {
  INDEX_REBUILD_SETTINGS: JSON.stringify({
    ...WITHOUT_PASSAGES,
    overlay: { maxRecords: 1 },
    guards: { maxFailedShare: 1 },
  }),
};

const readExperts: ContentPermission = {
  action: 'plugin::content-manager.explorer.read',
  subject: UID,
  properties: { fields: ['name', 'bio'], locales: ['en', 'de'] },
};

type Page = {
  results: { documentId: string; name: string; locale: string }[];
  pagination: { page: number; pageCount: number; total: number };
};

const eq = (state: string, at = 0): string => `filters[$and][${at}][__inSearch][$eq]=${state}`;
const ne = (state: string, at = 0): string => `filters[$and][${at}][__inSearch][$ne]=${state}`;

describe.each(DATABASES)('whether search has the records of a list, on $database', ({ open }) => {
  let database: TestDatabase;
  let app: TestApp;
  let cms: ContentManager;
  const ids = new Map<string, string>();

  const idOf = (name: string): string => ids.get(name) as string;

  const ask = (query: string, token?: string) =>
    app.request<Page>('GET', `/content-manager/collection-types/${UID}?${query}`, {
      ...(token && { token }),
    });

  const list = async (query: string, token?: string): Promise<Page> => {
    const { status, body } = await ask(query, token);
    if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
    return body;
  };

  const names = async (query: string, token?: string): Promise<string[]> =>
    (await list(`pageSize=100&sort=name:ASC&${query}`, token)).results.map(({ name }) => name);

  const askStates = (documentIds: string[], { locale = 'en', uid = UID, token = '' } = {}) =>
    app.request<{ data: ListedState[] }>('POST', '/index-rebuild/drift/states', {
      body: { uid, locale, documentIds },
      ...(token && { token }),
    });

  const statesOf = async (locale = 'en'): Promise<Map<string, ListedState>> => {
    const { results } = await list(`pageSize=100&locale=${locale}`);
    const { body } = await askStates(
      results.map(({ documentId }) => documentId),
      { locale }
    );
    return new Map(results.map(({ name }, at) => [name, body.data[at]]));
  };

  /** Names by state as the column has them, and as the filter finds them. */
  const bothWays = async (locale = 'en') => {
    const states = await statesOf(locale);
    const column = SEARCH_STATES.map((state) => [
      state,
      [...states].flatMap(([name, one]) => (one.state === state ? [name] : [])).sort(),
    ]);
    const filter = await Promise.all(
      SEARCH_STATES.map(async (state) => [state, await names(`locale=${locale}&${eq(state)}`)])
    );
    return { column: Object.fromEntries(column), filter: Object.fromEntries(filter) };
  };

  /** Waits until the filter finds what the column shows, which compares by itself. */
  const agreed = (locale = 'en'): Promise<Record<SearchState, string[]>> =>
    until('the filter to agree with the column', async () => {
      const { column, filter } = await bothWays(locale);
      return JSON.stringify(column) === JSON.stringify(filter) && column;
    });

  beforeAll(async () => {
    database = await open();
    app = await TestApp.start({ env: { ...env, ...database.env } });
    cms = new ContentManager(app);
    await app.call('createLocale', { code: 'de', name: 'German (de)' });
    const bio = (name: string): object => ({ name, bio: `${name} paints lighthouses by the sea.` });
    for (const name of ['Ada', 'Bea', 'Cleo', 'Dora', 'Emmy', 'Fay'])
      ids.set(name, await cms.createAndPublish(bio(name)));
    ids.set('Gil', await cms.create(bio('Gil')));
  });

  afterAll(async () => {
    await app?.remove();
    await database?.close();
  });

  it('makes published records wait while there is no index', async () => {
    expect(await agreed()).toMatchObject({
      'up-to-date': [],
      waiting: ['Ada', 'Bea', 'Cleo', 'Dora', 'Emmy', 'Fay'],
      'not-published': ['Gil'],
    });
  });

  it('tells each state of a page in one answer, and filters by it', async () => {
    await app.rebuild();
    expect(await agreed()).toMatchObject({ waiting: [], 'up-to-date': { length: 6 } });
    // The first to change is searchable beside the index, the others wait for a rebuild.
    ids.set('Hal', await cms.createAndPublish({ name: 'Hal', bio: 'Repairs clocks in a tower.' }));
    await until('Hal to be searchable', async () => (await statesOf()).get('Hal')?.searchableSince);
    ids.set('Ivy', await cms.createAndPublish({ name: 'Ivy', bio: 'Keeps bees on a roof.' }));
    await cms.publish(idOf('Ada'), { name: 'Ada', bio: 'Gave it all up.' });
    await cms.update(idOf('Bea'), { name: 'Bea', bio: 'A draft that nobody has published.' });
    await cms.unpublish(idOf('Cleo'));
    await cms.publish(idOf('Dora'), { name: 'Dora', bio: '', title: '', organization: '', location: '' });
    ids.set('Jo', await cms.createAndPublish({ name: 'Jo' }));
    await cms.delete(idOf('Fay'));
    expect(await agreed()).toEqual({
      'up-to-date': ['Bea', 'Emmy'],
      changed: ['Ada', 'Hal'],
      waiting: ['Ivy'],
      'not-indexed': ['Dora', 'Jo'],
      'not-published': ['Cleo', 'Gil'],
    });
    const states = await statesOf();
    expect(states.get('Ivy')).toMatchObject({ waitsFor: 'limit', searchableSince: null, problem: null });
    expect(states.get('Jo')?.problem?.code).toBe('RECORD_WITHOUT_TEXT');
    expect(states.get('Dora')?.problem?.code).toBe('RECORD_WITHOUT_TEXT');
  });

  it('does not count records that cannot be indexed as drift', async () => {
    expect(await app.drift()).toMatchObject({ added: 2, changed: 1, removed: 3 });
    const { data } = await app.driftList();
    expect(data.map(({ name }) => name).sort()).toEqual(['Ada', 'Cleo', 'Dora', 'Fay', 'Hal', 'Ivy']);
  });

  it('filters beside other filters, words and sorting, exactly on every page', async () => {
    const all = ['Ada', 'Cleo', 'Dora', 'Gil', 'Hal', 'Ivy', 'Jo'];
    expect(await names(ne('up-to-date'))).toEqual(all);
    const found: string[] = [];
    for (let page = 1; page <= 4; page += 1) {
      const query = `pageSize=2&page=${page}&sort=name:DESC&${ne('up-to-date')}`;
      const { results, pagination } = await list(query);
      expect(pagination).toMatchObject({ page, pageCount: 4, total: 7 });
      found.push(...results.map(({ name }) => name));
    }
    expect(found).toEqual([...all].reverse());
    expect(await names(`${eq('changed')}&filters[$and][1][name][$startsWith]=H`)).toEqual(['Hal']);
    expect(await names(`${eq('changed')}&_q=gave`)).toEqual(['Ada']);
    expect(await names(`${ne('changed')}&${ne('not-published', 1)}`)).toEqual([
      ...['Bea', 'Dora', 'Emmy', 'Ivy', 'Jo'],
    ]);
    expect(await names(`${eq('changed')}&${eq('waiting', 1)}`)).toEqual([]);
    expect(await names(`${eq('up-to-date')}&filters[$and][1][__status][$eq]=published-modified`)).toEqual([
      'Bea',
    ]);
    expect(await names(`status=published&${eq('up-to-date')}`)).toEqual(['Bea', 'Emmy']);
  });

  it('refuses a state that there is none of', async () => {
    const { status, body } = await ask(eq('elsewhere'));
    expect(status).toBe(400);
    expect(body).toMatchObject({ error: { details: { code: 'INVALID_REQUEST' } } });
  });

  it('tells locales apart', async () => {
    const german = { name: 'Emmy', bio: 'Malt Leuchttürme.' };
    await app.call('translateExpert', { documentId: idOf('Emmy'), locale: 'de', data: german });
    expect(await agreed('de')).toMatchObject({ waiting: ['Emmy'], 'up-to-date': [] });
    expect(await agreed('en')).toMatchObject({ waiting: ['Ivy'], 'up-to-date': ['Bea', 'Emmy'] });
    expect(await app.rebuild()).toMatchObject({ status: 'completed' });
    expect(await agreed('de')).toMatchObject({ waiting: [], 'up-to-date': ['Emmy'] });
    expect(await agreed('en')).toEqual({
      'up-to-date': ['Ada', 'Bea', 'Emmy', 'Hal', 'Ivy'],
      changed: [],
      waiting: [],
      'not-indexed': ['Dora', 'Jo'],
      'not-published': ['Cleo', 'Gil'],
    });
  });

  it('follows a record that gets its text', async () => {
    await cms.publish(idOf('Jo'), { name: 'Jo', bio: 'Tunes pianos.' });
    await until('Jo to be searchable', async () => (await statesOf()).get('Jo')?.searchableSince);
    expect(await agreed()).toMatchObject({ changed: ['Jo'], 'not-indexed': ['Dora'] });
  });

  it('is for those who may read the status and the content type', async () => {
    const reader = await app.signInAs('reader', [READ, readExperts]);
    expect(await names(eq('not-indexed'), reader)).toEqual(['Dora']);
    expect((await askStates([idOf('Dora')], { token: reader })).body.data).toMatchObject([
      { documentId: idOf('Dora'), state: 'not-indexed' },
    ]);
    const statusOnly = await app.signInAs('status-only', [READ]);
    expect((await askStates([idOf('Dora')], { token: statusOnly })).status).toBe(403);
    // For others the filter does not exist, like a field that they may not read.
    const editor = await app.signInAs('editor', [readExperts]);
    expect((await askStates([idOf('Dora')], { token: editor })).status).toBe(403);
    expect(await names(eq('not-indexed'), editor)).toHaveLength(9);
    expect(await names(eq('elsewhere'), editor)).toHaveLength(9);
  });

  it('has nothing to say of other content types', async () => {
    const tags = '/content-manager/collection-types/api::tag.tag';
    await app.call('createTags', { tags: [{ name: 'Sea', description: 'The sea', synonyms: '' }] });
    const { body } = await app.request<Page>('GET', `${tags}?${eq('changed')}`);
    expect(body.pagination.total).toBe(1);
    expect((await askStates(['x'], { uid: 'api::tag.tag' })).body.data).toEqual([]);
  });

  it('marks its sources for who may see their states, and for nobody else', async () => {
    type Type = { uid: string; pluginOptions?: object };
    const marked = async (token?: string): Promise<string[]> => {
      const { body } = await app.request<{ data: { contentTypes: Type[] } }>('GET', '/content-manager/init', {
        ...(token && { token }),
      });
      return body.data.contentTypes.flatMap(({ uid, pluginOptions = {} }) =>
        'index-rebuild' in pluginOptions ? [uid] : []
      );
    };
    expect(await marked()).toEqual([UID]);
    expect(await marked(await app.signInAs('writer', [readExperts]))).toEqual([]);
    // What the Content-Type Builder is given it writes into the schema's file.
    const { body: schema } = await app.request('GET', `/content-type-builder/content-types/${UID}`);
    expect(JSON.stringify(schema)).toContain('"displayName":"Expert"');
    expect(JSON.stringify(schema)).not.toContain('index-rebuild');
  });
});
