import { ContentManager } from '../support/content-manager';
import { Failpoints } from '../support/failpoints';
import { hasLoaded } from '../support/processes';
import { sampleExperts } from '../support/sample-experts';
import { temporaryFolder, TestApp } from '../support/test-app';
import { until } from '../support/until';

const MODES = ['hybrid', 'lexical', 'semantic'] as const;

const ZEBRA = {
  name: 'Zora Quistgaard',
  title: 'Keeper of zebras',
  organization: 'Savanna Trust',
  location: 'Nakuru',
  bio: 'She counts zebras from a balloon over the savanna. Her maps show how the herds follow the rain.',
  tags: ['zebras', 'balloons'],
};

describe('records that are searchable beside the index', () => {
  const folder = temporaryFolder();
  const failpoints = new Failpoints(folder);
  const env = { ...failpoints.env };
  let app: TestApp;
  let cms: ContentManager;

  const start = async (): Promise<void> => {
    app = await TestApp.start({ folder, env });
    cms = new ContentManager(app);
  };

  beforeAll(async () => {
    await start();
    await app.call('grantSearchToPublic');
    await app.call('grantToPublic', { action: 'plugin::index-rebuild.search.explain' });
    await app.call('grantToPublic', { action: 'plugin::index-rebuild.search.suggest' });
    await app.createExperts(sampleExperts(60));
    expect(await app.rebuild()).toMatchObject({ status: 'completed' });
  });

  afterAll(() => app.remove());

  const hitsOf = async (query: string, parameters = ''): Promise<string[]> => {
    const { status, body } = await app.search(query, parameters);
    if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
    return body.data.map(({ documentId }) => documentId);
  };

  const found = (documentId: string, query: string, parameters = '') =>
    until(`${query} to be found`, async () => (await hitsOf(query, parameters)).includes(documentId));

  const overlay = async () => (await app.status()).overlay;

  /** Everything that differs is searchable. */
  const settled = () =>
    until('the overlay', async () => {
      const state = await overlay();
      return state && Object.values(state.waiting).every((count) => count === 0) && state;
    });

  const suggestionsFor = async (typed: string): Promise<string[]> => {
    const { body } = await app.request<{ data: { text: string }[] }>(
      'GET',
      `/api/search/suggest?q=${typed}`,
      { token: null }
    );
    return body.data.map(({ text }) => text);
  };

  let zora = '';
  let late = '';

  it('finds a new record in every mode, by its name, its text and its tags', async () => {
    zora = await cms.createAndPublish(ZEBRA);
    await found(zora, 'zebras from a balloon');
    for (const mode of MODES)
      expect((await hitsOf('zebras from a balloon over the savanna', `&mode=${mode}`))[0]).toBe(zora);
    expect((await hitsOf('Zora Quistgaard'))[0]).toBe(zora);
    expect((await hitsOf('quistgard zora'))[0]).toBe(zora);
    await until('the suggestion', async () => (await suggestionsFor('zora')).includes('Zora Quistgaard'));
    expect(await overlay()).toMatchObject({ records: 1, waiting: { pending: 0, limit: 0, spec: 0 } });
    expect(await app.drift()).toMatchObject({ added: 1, changed: 0, searchable: 1 });
  });

  it('gives it a highlight, an explanation, filters, facets, and records like it', async () => {
    const { body } = await app.search(
      'zebras from a balloon',
      '&highlight=true&explain=true&filters[location][$eq]=Nakuru&facets=location'
    );
    expect(body).toMatchObject({ data: [{ documentId: zora }] });
    expect(body.data[0]).toMatchObject({
      documentId: zora,
      highlight: expect.stringContaining('balloon'),
      explain: { lexical: expect.any(Number) },
    });
    expect(body.meta.pagination.total).toBe(1);
    const { status, body: similar } = await app.request<typeof body>('GET', `/api/search/similar/${zora}`, {
      token: null,
    });
    expect(status).toBe(200);
    expect(similar.data.length).toBeGreaterThan(0);
    expect(similar.data.map(({ documentId }) => documentId)).not.toContain(zora);
  });

  it('finds an edited record by what it says now, and no longer by what it said', async () => {
    await cms.publish(zora, { bio: 'She tunes harpsichords in a cold cathedral. Her ear is famous.' }, 'en');
    await found(zora, 'tuning harpsichords in a cathedral');
    expect(await hitsOf('herds rain', '&mode=lexical&spelling=exact')).not.toContain(zora);
    expect(await app.drift()).toMatchObject({ added: 1, changed: 0, searchable: 1 });
  });

  it('hides the version that the index has', async () => {
    const [first] = (await hitsOf('research', '&minScore=0')).filter((id) => id !== zora);
    await cms.publish(first, { bio: 'Only porcelain dragons interest her now.', title: 'Porcelain' }, 'en');
    await found(first, 'porcelain dragons');
    await settled();
    const all = await hitsOf('porcelain', '&minScore=0&pagination[pageSize]=100&mode=semantic');
    expect(all.filter((id) => id === first)).toHaveLength(1);
    expect(all).toHaveLength(61);
    expect(await app.drift()).toMatchObject({ added: 1, changed: 1, searchable: 2 });
  });

  it('forgets a record at once that is unpublished, and finds it again when it is published', async () => {
    await cms.unpublish(zora, 'en');
    expect(await hitsOf('tuning harpsichords in a cathedral')).not.toContain(zora);
    await until('the drift', async () => (await app.drift())?.added === 0);
    await cms.publish(zora, {}, 'en');
    await found(zora, 'tuning harpsichords in a cathedral');
  });

  it('survives the death of the searcher and of Strapi', async () => {
    const [searcher] = app.children('searcher');
    process.kill(searcher, 'SIGKILL');
    await found(zora, 'tuning harpsichords in a cathedral');
    await app.kill();
    await start();
    await until('the searcher', async () => (await app.search('a')).status === 200);
    expect(await hitsOf('tuning harpsichords in a cathedral')).toContain(zora);
  });

  it('is not interrupted by a rebuild, which takes its vectors over and empties it', async () => {
    await settled();
    const id = await failpoints.startRunUntil(app, 'build');
    // All vectors are known, so the builder needs no model; the searcher has one.
    expect(hasLoaded(app.children('searcher')[0], 'onnxruntime')).toBe(true);
    expect(hasLoaded(app.children('builder')[0], 'onnxruntime')).toBe(false);
    late = await cms.createAndPublish({ ...ZEBRA, name: 'Late Comer', bio: 'He repairs clepsydras.' });
    await found(late, 'repairs clepsydras');
    failpoints.clear();
    const missed: string[] = [];
    let running = true;
    const watch = (async () => {
      while (running) {
        for (const [query, wanted] of [
          ['tuning harpsichords in a cathedral', zora],
          ['repairs clepsydras', late],
        ])
          if (!(await hitsOf(query)).includes(wanted)) missed.push(query);
      }
    })();
    const run = await app.ended(id);
    running = false;
    await watch;
    expect(run).toMatchObject({ status: 'completed', records: { embedded: 0 } });
    expect(missed).toEqual([]);
    await found(late, 'repairs clepsydras');
    expect(await settled()).toMatchObject({ records: 1 });
  });

  it('is right after a rollback', async () => {
    const [earlier] = (await app.generations()).filter(({ live }) => !live);
    const { body } = await app.restore(earlier.id);
    expect(await app.ended(body.data.id)).toMatchObject({ status: 'completed' });
    await settled();
    expect(await hitsOf('tuning harpsichords in a cathedral')).toContain(zora);
    const [first] = await hitsOf('repairs clepsydras');
    expect(first).toBe(late);
  });
});
