import { rmSync } from 'node:fs';

import type { SuggestedSynonym } from '../../../src/plugins/index-rebuild/shared/contracts';
import { ACCESS, REPLICAS, uniquePrefix, type OpenSearchCluster } from '../../support/opensearch-cluster';
import { sampleExperts } from '../../support/sample-experts';
import { temporaryFolder, TestApp } from '../../support/test-app';
import { until } from '../../support/until';

/** Records that say "movie" where visitors say "cinema", and so on. */
const people = (names: readonly string[], title: string, bioOf: (name: string) => string) =>
  names.map((name) => ({ name, title, bio: bioOf(name) }));

const EXPERTS = [
  ...sampleExperts(40),
  ...people(
    ['Rosa', 'Milo', 'Nadia'],
    'Movie director',
    (name) => `${name} makes movies about small towns, and teaches how a movie is cut and lit.`
  ),
  ...people(
    ['Otto', 'Pia', 'Uma'],
    'Teeth specialist',
    (name) => `${name} looks after the teeth of children, and teaches them to clean each tooth.`
  ),
  ...people(
    ['Ivo', 'Lea', 'Kai'],
    'Car mechanic',
    (name) => `${name} repairs old cars, and shows how the engine of a car is taken apart.`
  ),
];

const QUERIES = ['cinema', 'old cinema', 'dentist', 'automobile', 'cinema automobile', 'film', 'shellfish'];

const NONE = [
  ['a word that the model does not know', 'zorblax'],
  ['a misspelt word, which search corrects', 'movvies'],
  ['what is found already', 'movies'],
  ['nothing near it', 'asparagus'],
] as const;

export const describeSynonyms = (shared: () => OpenSearchCluster): void =>
  describe('synonyms suggested for an index on OpenSearch', () => {
    const folders = [temporaryFolder(), temporaryFolder()];
    const prefix = uniquePrefix();
    let nodes: OpenSearchCluster;
    let embedded: TestApp;
    let remote: TestApp;

    const start = (folder: string, settings: object): Promise<TestApp> =>
      TestApp.start({
        folder,
        env: { INDEX_REBUILD_SETTINGS: JSON.stringify({ insights: { minCount: 1 }, ...settings }) },
      });

    const suggested = async (app: TestApp, query: string): Promise<SuggestedSynonym[]> => {
      const path = `/index-rebuild/insights/synonyms?query=${encodeURIComponent(query)}`;
      const { status, body } = await app.request<{ data: SuggestedSynonym[] }>('GET', path);
      expect({ query, status }).toEqual({ query, status: 200 });
      return body.data;
    };

    beforeAll(async () => {
      nodes = shared();
      const urls = nodes.nodes.map(({ url }) => url);
      embedded = await start(folders[0], {});
      remote = await start(folders[1], {
        engine: { kind: 'opensearch', ...ACCESS, nodes: urls, prefix, shards: 2, replicas: REPLICAS },
      });
      await Promise.all(
        [embedded, remote].map(async (app) => {
          await app.call('grantSearchToPublic');
          await app.createExperts(EXPERTS);
          expect(await app.rebuild()).toMatchObject({ status: 'completed' });
        })
      );
    });

    afterAll(async () => {
      await Promise.all([embedded, remote].map((app) => app?.stop()));
      folders.forEach((folder) => rmSync(folder, { recursive: true, force: true }));
    });

    it('are those that the embedded engine suggests', async () => {
      const answers: [string, SuggestedSynonym[], SuggestedSynonym[]][] = [];
      for (const query of QUERIES)
        answers.push([query, await suggested(remote, query), await suggested(embedded, query)]);
      for (const [query, mine, theirs] of answers) expect([query, mine]).toEqual([query, theirs]);
      const [[, first]] = answers;
      expect(first[0]).toEqual({
        word: 'cinema',
        synonym: expect.stringMatching(/^movies?$/),
        records: 3,
        more: false,
      });
      expect(answers.filter(([, mine]) => mine.length > 0).length).toBeGreaterThan(3);
    });

    it.each(NONE)('are none for %s: %s', async (_, query) =>
      expect(await suggested(remote, query)).toEqual([])
    );

    it('are none for a word that a record beside the index has', async () => {
      expect(await suggested(remote, 'dentist')).not.toEqual([]);
      await remote.createExperts([{ name: 'Zoe', title: 'Dentist', bio: 'A dentist for old people.' }]);
      await until('the new record', async () =>
        (await remote.search('dentist')).body.data.some(({ name }) => name === 'Zoe')
      );
      expect(await suggested(remote, 'dentist')).toEqual([]);
    });
  });
