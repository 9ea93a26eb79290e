import { rmSync } from 'node:fs';

import { inventExperts } from '../../../scripts/experts/index.mjs';
import {
  ACCESS,
  OWN_NODES,
  REPLICAS,
  uniquePrefix,
  type OpenSearchCluster,
} from '../../support/opensearch-cluster';
import { TestApp, temporaryFolder, type SearchBody } from '../../support/test-app';
import { until } from '../../support/until';

/*
 * The same content in two applications, one with the embedded engine and one on OpenSearch: asked the same over
 * HTTP, they have to answer the same.
 */

const EXPERTS = 300;

const EXPERT_LIST = inventExperts(EXPERTS).map(({ name, title, organization, location, bio, tags }) => ({
  ...{ name, title, bio, tags },
  organization: organization ?? undefined,
  location: location ?? undefined,
}));

const QUERIES = [
  'coral reefs',
  'teaches children to play music',
  'somebody who repairs old clocks',
  'sustainable energy for cities',
  'history of trade and maps',
  'managment of hospitals',
  'plants in the mountains',
  'xqzvbn wptlk',
  'sleep',
  'Ada Lovelace',
];

const ALL = '&minScore=0';

const FILTERS = [
  '',
  '&filters[location][$eq]=Quito',
  '&filters[location][$ne]=Quito',
  '&filters[location][$null]=true',
  '&filters[$or][0][location][$eq]=Quito&filters[$or][1][tags][$in][0]=Oceans',
  '&filters[name][$containsi]=ma',
];

export const describeEngine = (shared: () => OpenSearchCluster): void =>
  describe('an index on OpenSearch', () => {
    const folders = [temporaryFolder(), temporaryFolder()];
    const prefix = uniquePrefix();
    let nodes: OpenSearchCluster;
    let embedded: TestApp;
    let remote: TestApp;

    const engine = () => ({
      kind: 'opensearch',
      ...{ ...ACCESS, nodes: nodes.nodes.map(({ url }) => url), prefix, shards: 2, replicas: REPLICAS },
    });

    const start = async (folder: string, settings: object): Promise<TestApp> =>
      TestApp.start({ folder, env: { INDEX_REBUILD_SETTINGS: JSON.stringify(settings) } });

    const names = ({ data }: SearchBody): string[] => data.map(({ name }) => name);

    const both = async (query: string, parameters = ''): Promise<[SearchBody, SearchBody]> => {
      const [one, other] = await Promise.all([embedded, remote].map((app) => app.search(query, parameters)));
      expect([one.status, other.status]).toEqual([200, 200]);
      return [one.body, other.body];
    };

    const correction = ({ meta }: SearchBody): string | undefined =>
      (meta as { correctedTo?: string }).correctedTo;

    /** The share of the first list that is in the other. */
    const overlap = (one: readonly string[], other: readonly string[]): number =>
      one.length === 0
        ? Number(other.length === 0)
        : one.filter((name) => other.includes(name)).length / one.length;

    beforeAll(async () => {
      nodes = shared();
      embedded = await start(folders[0], {});
      remote = await start(folders[1], { engine: engine(), search: { maxHits: 10_000 } });
      for (const app of [embedded, remote]) {
        await app.call('grantSearchToPublic');
        await app.call('grantToPublic', { action: 'plugin::index-rebuild.search.suggest' });
        await app.createExperts(EXPERT_LIST);
      }
    });

    afterAll(async () => {
      await Promise.all([embedded, remote].map((app) => app?.stop()));
      folders.forEach((folder) => rmSync(folder, { recursive: true, force: true }));
    });

    it('is built, checked and made live', async () => {
      const runs = await Promise.all([embedded.rebuild(), remote.rebuild()]);
      expect(runs).toMatchObject(
        Array(2).fill({ status: 'completed', error: null, records: { total: EXPERTS, failed: 0 } })
      );
      expect((await remote.status()).generation).toBe(runs[1].generation);
    });

    it.each(['hybrid', 'semantic', 'lexical'])(
      'answers %s searches as the embedded engine does',
      async (mode) => {
        const overlaps: number[] = [];
        for (const query of QUERIES) {
          const [one, other] = await both(query, `&mode=${mode}&limit=10`);
          expect({ query, limit: other.meta.minScore === null }).toEqual({
            query,
            limit: one.meta.minScore === null,
          });
          overlaps.push(overlap(names(one), names(other)));
        }
        expect(overlaps.reduce((sum, share) => sum + share, 0) / overlaps.length).toBeGreaterThanOrEqual(
          0.95
        );
      }
    );

    it('finds every record where nothing is cut off', async () => {
      const [one, other] = await both('coral reefs', `${ALL}&limit=100`);
      expect(other.meta.pagination.total).toBe(EXPERTS);
      expect(other.meta.pagination.total).toBe(one.meta.pagination.total);
      // Each application has embedded the texts itself, and the model rounds differently in another batch: records
      // that are almost equally near may change places.
      const places = names(one)
        .slice(0, 10)
        .map((name, at) => Math.abs(names(other).indexOf(name) - at));
      expect(Math.max(...places)).toBeLessThanOrEqual(2);
    });

    it('has a last page, though the cluster sends back no more than so many rows', async () => {
      const { status, body } = await remote.search(
        'coral',
        `${ALL}&pagination[page]=100&pagination[pageSize]=100`
      );
      expect(status).toBe(200);
      expect(body.data).toEqual([]);
      expect(body.meta.pagination.total).toBe(EXPERTS);
    });

    it('filters and counts as the embedded engine does', async () => {
      for (const filter of FILTERS) {
        const [one, other] = await both('coral reefs', `${ALL}&limit=100&facets=tags,location${filter}`);
        const { pagination, facets } = other.meta;
        expect({ filter, total: pagination.total }).toEqual({ filter, total: one.meta.pagination.total });
        expect({ filter, facets }).toEqual({ filter, facets: one.meta.facets });
        if (pagination.total <= 100) expect(names(other).sort()).toEqual(names(one).sort());
      }
    });

    it('corrects, suggests and finds names as the embedded engine does', async () => {
      const [one, other] = await both('managment of hospitals');
      expect(correction(one)).toBe('management of hospitals');
      expect(correction(other)).toBe('management of hospitals');
      const [{ name }] = EXPERT_LIST.slice(-1);
      for (const typed of [name, name.slice(0, -2), name.replace(/.$/, 'x')]) {
        const [mine, theirs] = await both(typed);
        expect({ typed, first: names(theirs)[0] }).toEqual({ typed, first: names(mine)[0] });
      }
      for (const text of ['a', 'mar', 'cor', 'Jon']) {
        const [mine, theirs] = await Promise.all(
          [embedded, remote].map((app) =>
            app.request<{ data: { text: string }[] }>('GET', `/api/search/suggest?q=${text}`, { token: null })
          )
        );
        expect(theirs.status).toBe(200);
        expect(theirs.body.data.map((found) => found.text)).toEqual(
          mine.body.data.map((found) => found.text)
        );
      }
    });

    it('shows the same passages and parts of the scores', async () => {
      for (const query of QUERIES.slice(0, 4)) {
        const [one, other] = await both(query, '&highlight=true&limit=3');
        expect(other.data.map(({ highlight }) => highlight)).toEqual(
          one.data.map(({ highlight }) => highlight)
        );
      }
    });

    it('finds what is published seconds later, and loses what is unpublished at once', async () => {
      const [id] = await remote.createExperts([
        { name: 'Nora Newman', bio: 'Restores medieval water clocks.' },
      ]);
      await until('the new record', async () =>
        names((await remote.search('medieval water clocks')).body).includes('Nora Newman')
      );
      await remote.call('unpublishExpert', { documentId: id });
      expect(names((await remote.search('medieval water clocks')).body)).not.toContain('Nora Newman');
    });

    it('goes back to an earlier version in one step', async () => {
      const before = (await remote.status()).generation;
      const { generation, records } = await remote.rebuild();
      expect(records).toMatchObject({ embedded: 0, failed: 0 });
      expect(generation).not.toBe(before);
      const { status, body } = await remote.restore(before ?? '', 'Tried out.');
      expect({ status, body }).toMatchObject({ status: 202 });
      expect(await remote.ended(body.data.id)).toMatchObject({ status: 'completed' });
      expect((await remote.search('coral reefs')).body.meta.generation).toBe(before);
    });

    it('makes another version live when the index of the live one is deleted', async () => {
      const generation = (await remote.status()).generation as string;
      const others = (await remote.generations()).filter(({ live }) => !live).map(({ id }) => id);
      const { body } = await nodes.ask('GET', `${prefix}-*-${generation}/_settings/index.uuid`);
      const indexes = Object.keys(body);
      expect(indexes).toHaveLength(1);
      await nodes.ask('DELETE', indexes[0]);
      const now = await until('another version to answer', async () => {
        const { status, body: found } = await remote.search('coral reefs');
        return status === 200 && found.meta.generation !== generation && found.meta.generation;
      });
      expect(others).toContain(now);
      expect((await remote.status()).run).toMatchObject({ kind: 'rollback', trigger: 'recovery' });
    });

    it('takes over from the embedded engine without a gap, embeds nothing again, and can go back', async () => {
      const { generation: former } = await embedded.status();
      const before = names((await embedded.search('coral reefs')).body);
      await embedded.stop();
      embedded = await start(folders[0], { engine: engine() });
      const { status, body } = await embedded.search('coral reefs');
      expect({ status, generation: body.meta.generation }).toEqual({ status: 200, generation: former });
      expect(await embedded.rebuild()).toMatchObject({
        status: 'completed',
        records: { embedded: 0, failed: 0 },
      });
      const moved = (await embedded.search('coral reefs')).body;
      expect(moved.meta.generation).not.toBe(former);
      expect(names(moved)).toEqual(before);
      const { body: run } = await embedded.restore(former ?? '', 'Back to the disk.');
      expect(await embedded.ended(run.data.id)).toMatchObject({ status: 'completed' });
      expect((await embedded.search('coral reefs')).body.meta.generation).toBe(former);
    });

    // It ends the nodes, so it comes last.
    (OWN_NODES ? it : it.skip)('goes back to a version on the disk while the cluster is away', async () => {
      const versions = await embedded.generations();
      const [onDisk] = versions.filter(({ live }) => live);
      const inCluster = versions.find(({ live }) => !live);
      const { body: there } = await embedded.restore(inCluster?.id ?? '');
      expect(await embedded.ended(there.data.id)).toMatchObject({ status: 'completed' });
      await Promise.all(nodes.nodes.map((node) => nodes.kill(node)));
      const listed = (await embedded.generations()).map(({ id, live, problem }) => [id, live, problem?.code]);
      expect(listed).toEqual(
        expect.arrayContaining([
          [inCluster?.id, true, 'SEARCH_CLUSTER_UNAVAILABLE'],
          [onDisk.id, false, undefined],
        ])
      );
      const { body: back } = await embedded.restore(onDisk.id, 'The cluster is away.');
      expect(await embedded.ended(back.data.id)).toMatchObject({ status: 'completed' });
      const { status, body } = await embedded.search('coral reefs');
      expect({ status, generation: body.meta.generation }).toEqual({ status: 200, generation: onDisk.id });
      expect((await embedded.restore(inCluster?.id ?? '')).status).toBe(503);
      for (const node of nodes.nodes) nodes.start(node);
      await nodes.untilGreen();
    });
  });
