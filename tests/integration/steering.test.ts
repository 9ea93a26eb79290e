import { beekeeper, sampleExperts } from '../support/sample-experts';
import { TestApp, type SearchBody } from '../support/test-app';
import { until } from '../support/until';

const UID = 'api::expert.expert';
const QUERY = 'coral reefs';
const MODES = ['hybrid', 'lexical', 'semantic'] as const;

type Kind = 'search-rule' | 'synonym';

describe('search that people steer', () => {
  let app: TestApp;
  let bees: string;
  let others: string[];

  beforeAll(async () => {
    app = await TestApp.start();
    await app.call('grantSearchToPublic');
    await app.call('grantToPublic', { action: 'plugin::index-rebuild.search.explain' });
    others = await app.createExperts(sampleExperts(60));
    [bees] = await app.createExperts([beekeeper('Bea Honeywell')]);
    expect(await app.rebuild()).toMatchObject({ status: 'completed' });
  });

  afterAll(() => app.remove());

  const path = (kind: Kind) => `/content-manager/collection-types/plugin::index-rebuild.${kind}`;

  const create = (kind: Kind, body: object, token?: string) =>
    app.request<{ data: { documentId: string }; error: { message: string } }>('POST', path(kind), {
      body,
      ...(token !== undefined && { token }),
    });

  /** Writes a rule or a synonym as the Content Manager does. @returns Takes it away again. */
  const decide = async (kind: Kind, body: object) => {
    const { status, body: answer } = await create(kind, body);
    if (status !== 201) throw new Error(JSON.stringify(answer));
    return () => app.request('DELETE', `${path(kind)}/${answer.data.documentId}`);
  };

  const rule = (more: object = {}) =>
    decide('search-rule', {
      ...{ phrase: QUERY, match: 'query', effect: 'pin', contentType: UID, targetId: bees },
      ...more,
    });

  const ask = async (query: string, parameters = ''): Promise<SearchBody> => {
    const { status, body } = await app.search(query, `&explain=true${parameters}`);
    if (status !== 200) throw new Error(JSON.stringify(body));
    return body;
  };

  const idsOf = ({ data }: SearchBody): string[] => data.map(({ documentId }) => documentId);

  const first = async (query: string, parameters?: string) => idsOf(await ask(query, parameters))[0];

  const becomes = (what: string, isSo: () => Promise<boolean>) => until(what, isSo, 10_000);

  const pinned = () => becomes('the pin', async () => (await first(QUERY)) === bees);
  const unpinned = () => becomes('no pin', async () => !idsOf(await ask(QUERY)).includes(bees));

  it('puts a document first, in every mode, and says so', async () => {
    const before = await ask(QUERY);
    expect(idsOf(before)).not.toContain(bees);
    const remove = await rule();
    await pinned();
    for (const mode of MODES) expect(await first(QUERY, `&mode=${mode}`)).toBe(bees);
    const { data, meta } = await ask(QUERY);
    expect(data[0].explain).toMatchObject({ pinned: true });
    expect(data[1].explain).not.toHaveProperty('pinned');
    expect(meta).toMatchObject({ steering: { pinned: 1, hidden: 0, alsoSearched: [] } });
    expect(meta.pagination.total).toBe(before.meta.pagination.total + 1);
    expect(idsOf(await ask('coral reef fish'))).not.toContain(bees);
    await remove();
    await unpinned();
  });

  it('counts it once on all pages together, and among the facets', async () => {
    const remove = await rule();
    await pinned();
    const ids: string[] = [];
    for (let page = 1; page <= 5; page += 1)
      ids.push(...idsOf(await ask(QUERY, `&minScore=0&pagination[pageSize]=20&pagination[page]=${page}`)));
    expect(ids).toHaveLength(61);
    expect(new Set(ids).size).toBe(61);
    expect(ids[0]).toBe(bees);
    await remove();
    await unpinned();
  });

  it('neither shows a pinned document that filters leave out, nor one that is not published', async () => {
    const remove = await rule();
    await pinned();
    expect(idsOf(await ask(QUERY, '&filters[name][$ne]=Bea Honeywell'))).not.toContain(bees);
    expect(await first(QUERY, '&filters[name][$eq]=Bea Honeywell')).toBe(bees);
    await app.call('document', { action: 'unpublish', documentId: bees });
    expect(idsOf(await ask(QUERY))).not.toContain(bees);
    await app.call('document', { action: 'publish', documentId: bees });
    await pinned();
    await remove();
    await unpinned();
  });

  it('leaves a document out, in every mode', async () => {
    const before = await ask(QUERY);
    const [best] = idsOf(before);
    const remove = await rule({ effect: 'hide', targetId: best });
    await becomes('it to be hidden', async () => !idsOf(await ask(QUERY)).includes(best));
    for (const mode of MODES) expect(idsOf(await ask(QUERY, `&mode=${mode}`))).not.toContain(best);
    expect((await ask(QUERY)).meta.pagination.total).toBe(before.meta.pagination.total - 1);
    await remove();
    await becomes('it to be back', async () => (await first(QUERY)) === best);
  });

  it('holds for queries with a phrase in them, and only in its time', async () => {
    const hour = 3_600_000;
    const at = (offset: number) => new Date(Date.now() + offset).toISOString();
    const past = await rule({ match: 'phrase', validUntil: at(-hour) });
    const future = await rule({ match: 'phrase', validFrom: at(hour) });
    const now = await rule({
      match: 'phrase',
      phrase: 'croissant',
      validFrom: at(-hour),
      validUntil: at(hour),
    });
    await becomes('the pin', async () => (await first('butter in a croissant')) === bees);
    expect(idsOf(await ask(QUERY))).not.toContain(bees);
    for (const remove of [past, future, now]) await remove();
    await becomes('no pin', async () => (await first('butter in a croissant')) !== bees);
  });

  it('holds for a misspelt query that is corrected', async () => {
    const remove = await rule({ phrase: 'volcanologist eruption' });
    await becomes('the pin', async () => (await first('volcanologist eruption')) === bees);
    const { data, meta } = await ask('volcanologist erruption');
    expect(meta).toMatchObject({ correctedTo: 'volcanologist eruption', steering: { pinned: 1 } });
    expect(data[0].documentId).toBe(bees);
    await remove();
  });

  it('finds by a synonym what its words find, also after a rebuild', async () => {
    expect(idsOf(await ask('zorblax', '&mode=lexical&spelling=exact'))).toEqual([]);
    const expected = idsOf(await ask('honey bees', '&mode=lexical'));
    expect(expected).toContain(bees);
    const remove = await decide('synonym', {
      phrases: 'zorblax',
      synonyms: 'honey bees, hives',
      direction: 'oneway',
    });
    const found = () => ask('zorblax', '&mode=lexical&spelling=exact');
    await becomes('the synonym', async () => idsOf(await found()).includes(bees));
    expect((await found()).meta).toMatchObject({ steering: { alsoSearched: ['honey bees', 'hives'] } });
    expect(await first('zorblax')).toBe(bees);
    expect((await ask('honey bees')).meta).not.toHaveProperty('steering');
    await app.createExperts([{ ...beekeeper('Abel Hive') }]);
    expect(await app.rebuild()).toMatchObject({ status: 'completed', error: null });
    expect(idsOf(await found())).toContain(bees);
    await remove();
    await becomes('no synonym', async () => idsOf(await found()).length === 0);
  });

  it.each([
    ['without words', { phrase: '…' }, 'Enter at least one word.'],
    [
      'for a content type that is not indexed',
      { contentType: 'api::tag.tag' },
      'Enter an indexed content type',
    ],
    ['for a document that does not exist', { targetId: 'nobody' }, 'no entry with the document id "nobody"'],
    ['for two documents', { targetId: 'one, two' }, 'Enter one document id'],
    [
      'that ends before it begins',
      { validFrom: '2030-02-01T00:00:00Z', validUntil: '2030-01-01T00:00:00Z' },
      'has to end after it begins',
    ],
  ])('refuses a rule %s', async (_, wrong, message) => {
    const valid = { phrase: QUERY, match: 'query', effect: 'pin', contentType: UID, targetId: bees };
    const { status, body } = await create('search-rule', { ...valid, ...wrong });
    expect(status).toBe(400);
    expect(body.error.message).toContain(message);
  });

  it('is left to those who may', async () => {
    const token = await app.signInAs('reader', ['plugin::index-rebuild.read']);
    const { status } = await create('synonym', { phrases: 'a', synonyms: 'b', direction: 'both' }, token);
    expect(status).toBe(403);
    expect(others).toHaveLength(60);
  });

  it('goes on with the rules as they were while the database does not answer them', async () => {
    const remove = await rule();
    await pinned();
    await app.call('sql', { statement: 'ALTER TABLE index_rebuild_search_rules RENAME TO away' });
    const lost = await until('a search', () => ask(QUERY));
    expect(idsOf(lost)[0]).toBe(bees);
    await app.call('sql', { statement: 'ALTER TABLE away RENAME TO index_rebuild_search_rules' });
    await remove();
    await unpinned();
  });
});
