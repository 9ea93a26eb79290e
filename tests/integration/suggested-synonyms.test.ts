import type {
  ListInsightQueriesResponse,
  RecordChoices,
  SuggestedSynonym,
} from '../../src/plugins/index-rebuild/shared/contracts';
import { sampleExperts } from '../support/sample-experts';
import { TestApp } from '../support/test-app';
import { until } from '../support/until';

const UID = 'api::expert.expert';
const INSIGHTS = 'plugin::index-rebuild.insights';
const PATH = '/index-rebuild/insights/synonyms';
const SYNONYMS = '/content-manager/collection-types/plugin::index-rebuild.synonym';

/** Records that say "movie" where visitors say "cinema". */
const FILM = ['Rosa', 'Milo', 'Nadia'].map((name) => ({
  ...{ name, title: 'Movie director' },
  bio: `${name} makes movies about small towns, and teaches how a movie is cut and lit.`,
}));

describe('synonyms suggested for what visitors searched in vain', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await TestApp.start({
      env: { INDEX_REBUILD_SETTINGS: JSON.stringify({ insights: { minCount: 1 } }) },
    });
    await app.call('grantSearchToPublic');
    await app.createExperts([...sampleExperts(40), ...FILM]);
    await app.rebuild();
  });

  afterAll(() => app?.remove());

  const suggested = async (query: string): Promise<SuggestedSynonym[]> =>
    (await app.request<{ data: SuggestedSynonym[] }>('GET', `${PATH}?query=${encodeURIComponent(query)}`))
      .body.data;

  it('are words of the content that are near in meaning, by which the query finds records', async () => {
    const [first, ...others] = await suggested('cinema');
    expect(first).toEqual({
      word: 'cinema',
      synonym: expect.stringMatching(/^movies?$/),
      records: 3,
      more: false,
    });
    expect(others.length).toBeLessThan(5);
    expect(await suggested('old cinema')).toContainEqual(first);
  });

  it.each([
    ['a word that the model does not know', 'zorblax'],
    ['a word of another language', 'krankenhaus'],
    ['a misspelt word, which search corrects', 'movvies'],
    ['what is found already', 'movies'],
    ['nothing near it', 'asparagus'],
    ['words without meaning', 'the and of'],
  ])('are none for %s: %s', async (_, query) => expect(await suggested(query)).toEqual([]));

  it('are not suggested again once dismissed, until insights are erased', async () => {
    const [{ word, synonym }] = await suggested('cinema');
    const body = { word, synonym };
    expect((await app.request('POST', `${PATH}/dismiss`, { body })).status).toBe(200);
    expect((await app.request('POST', `${PATH}/dismiss`, { body })).status).toBe(200);
    expect(await suggested('cinema')).not.toContainEqual(expect.objectContaining(body));
    await app.request('DELETE', '/index-rebuild/insights');
    expect(await suggested('cinema')).toContainEqual(expect.objectContaining(body));
  });

  it('are for those who may see insights and create synonyms', async () => {
    const token = await app.signInAs('analyst', [INSIGHTS]);
    const answer = await app.request('GET', `${PATH}?query=cinema`, { token });
    expect(answer.status).toBe(403);
  });

  it('once added are not suggested any more, and the query says that something was done', async () => {
    await app.search('cinema');
    await app.call('writeInsights');
    const query = async () => {
      const path = '/index-rebuild/insights/queries?days=7';
      const { body } = await app.request<ListInsightQueriesResponse>('GET', path);
      return body.data.find((one) => one.query === 'cinema');
    };
    expect((await query())?.decided).toEqual({ rule: false, synonym: false, golden: false });
    const [{ word, synonym }] = await suggested('cinema');
    await app.request('POST', SYNONYMS, { body: { phrases: word, synonyms: synonym, direction: 'both' } });
    await until('the synonym to count', async () => (await query())?.decided.synonym);
    expect(await suggested('cinema')).toEqual([]);
    expect((await app.search('cinema')).body.data.map(({ title }) => title)).toContain('Movie director');
  });

  it('records are found by name and named by id, as far as one may read them', async () => {
    const choices = async (query: string, token?: string) =>
      (await app.request<RecordChoices>('GET', `/index-rebuild/records?${query}`, token ? { token } : {}))
        .body;
    const { data, meta } = await choices('name=ros');
    expect(meta.sources).toEqual([expect.objectContaining({ uid: UID, label: expect.any(String) })]);
    expect(data).toEqual([expect.objectContaining({ uid: UID, name: 'Rosa' })]);
    const [{ documentId }] = data;
    expect((await choices(`uid=${UID}&ids=${documentId},nobody`)).data).toEqual(data);
    const token = await app.signInAs('nobody', [INSIGHTS]);
    expect((await app.request('GET', '/index-rebuild/records', { token })).status).toBe(403);
  });
});
