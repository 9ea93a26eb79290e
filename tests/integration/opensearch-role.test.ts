import { readFileSync, rmSync } from 'node:fs';

import type { IndexMap, SuggestedSynonym } from '../../src/plugins/index-rebuild/shared/contracts';
import { runCli } from '../support/cli';
import { describeOnSecuredNode, uniquePrefix } from '../support/opensearch-cluster';
import { sampleExperts } from '../support/sample-experts';
import { ADMIN, startSecuredNode, type Role, type SecuredNode } from '../support/secured-node';
import { temporaryFolder, TestApp, type ErrorBody } from '../support/test-app';
import { until } from '../support/until';

/*
 * The role of docs/opensearch.md on a node with the security plugin: enough for all that Strapi does there, and
 * nothing more.
 */

const SUBJECTS = 40;
const DIRECTORS = ['Rosa', 'Milo', 'Nadia'].map((name) => ({
  name,
  title: 'Movie director',
  bio: `${name} makes movies about small towns, and teaches how a movie is cut and lit.`,
  location: 'Quito',
}));
const EXPERTS = [...sampleExperts(SUBJECTS), ...DIRECTORS];

const ME = { user: 'strapi-search', password: 'Vogel7:beere-im-Schnee' };
const WRONG = { ...ME, password: 'Falsch9:beere-im-Schnee' };

const documentedRole = (): Role => {
  const [, section] = readFileSync('docs/opensearch.md', 'utf8').split('### A role with few rights');
  return JSON.parse(/```json\n(.*?)```/s.exec(section)![1]);
};

const permissionsOf = ({ cluster_permissions: cluster, index_permissions: index }: Role): string[] => [
  ...cluster,
  ...index.flatMap(({ allowed_actions: actions }) => actions),
];

const matches = (permission: string) => {
  const pattern = new RegExp(`^${permission.replace(/[[\]]/g, '\\$&').replaceAll('*', '.*')}$`);
  return (name: string): boolean => pattern.test(name);
};

/** What the node asks of every row of a bulk without writing down its name. Without it rows are refused. */
const ASKED_WITH_BULK = ['indices:data/write/index'];

describeOnSecuredNode()('a cluster where Strapi has the role of the documentation', () => {
  const folder = temporaryFolder();
  const prefix = uniquePrefix();
  const role = documentedRole();
  let node: SecuredNode;
  let app: TestApp;
  let ids: string[];
  let first: string;

  const environment = () => {
    const auth = { kind: 'basic', userEnv: 'SEARCH_USER', passwordEnv: 'SEARCH_PASSWORD' };
    const engine = {
      ...{ kind: 'opensearch', nodes: [node.url], ca: node.ca, auth },
      ...{ prefix, shards: 1, replicas: 0 },
    };
    return {
      ...{ SEARCH_USER: ME.user, SEARCH_PASSWORD: ME.password },
      INDEX_REBUILD_SETTINGS: JSON.stringify({
        ...{ engine, retention: { generations: 2 }, insights: { minCount: 1 } },
      }),
    };
  };

  const get = async <Body>(url: string): Promise<Body> => {
    const { status, body } = await app.request<Body>('GET', url);
    expect({ url, status }).toEqual({ url, status: 200 });
    return body;
  };

  const visit = async (pathAndQuery: string) => {
    const answer = await app.request<{ data: { name: string }[] }>('GET', `/api/search${pathAndQuery}`, {
      token: null,
    });
    expect(answer).toMatchObject({ status: 200 });
    return answer.body.data;
  };

  const without = (permission: string): Role => {
    const isKept = (name: string): boolean => name !== permission;
    return {
      cluster_permissions: role.cluster_permissions.filter(isKept),
      index_permissions: role.index_permissions.map((one) => ({
        ...one,
        allowed_actions: one.allowed_actions.filter(isKept),
      })),
    };
  };

  const assertRefused = async (query: string): Promise<void> => {
    const answer = await app.request<ErrorBody>('GET', `/api/search${query}`, { token: null });
    expect(answer.status).toBeGreaterThanOrEqual(500);
    expect(answer.body.error.details.code).toBe('SEARCH_CLUSTER_REFUSED');
  };

  /** The generations whose indexes are in the cluster. */
  const kept = async (): Promise<string[]> => {
    const { body } = await node.ask(ADMIN, 'GET', `${prefix}-*/_settings/index.uuid`);
    return Object.keys(body)
      .map((index) => index.split('-').slice(-2).join('-'))
      .sort();
  };

  beforeAll(async () => {
    node = await startSecuredNode();
    await node.admit({ ...ME, role });
    const { body } = await node.ask(ME, 'GET', '_plugins/_security/authinfo');
    expect(body.roles).toEqual([ME.user]);
    app = await TestApp.start({ folder, env: environment() });
    await app.call('grantSearchToPublic');
    for (const action of ['similar', 'suggest', 'explain'])
      await app.call('grantToPublic', { action: `plugin::index-rebuild.search.${action}` });
    ids = await app.createExperts(EXPERTS);
  });

  afterAll(async () => {
    await app?.stop();
    await node?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('can be rebuilt', async () => {
    const run = await app.rebuild();
    expect(run).toMatchObject({ status: 'completed', error: null, records: { total: EXPERTS.length } });
    first = run.generation as string;
    expect(await app.status()).toMatchObject({ generation: first, error: null });
  });

  it.each(['hybrid', 'semantic', 'lexical'])('answers %s searches', async (mode) => {
    const [hit] = await visit(`?q=movies&mode=${mode}`);
    expect(hit.name).toMatch(/Rosa|Milo|Nadia/);
  });

  it('filters, counts, highlights, explains, corrects, and finds what is similar', async () => {
    const filtered = await visit(
      '?q=movies&filters[location][$eq]=Quito&facets=location&highlight=true&explain=true&minScore=0'
    );
    expect(filtered.map(({ name }) => name).sort()).toEqual(['Milo', 'Nadia', 'Rosa']);
    expect((await visit('?q=voclanologist')).length).toBeGreaterThan(0);
    const similar = await visit(`/similar/${ids[SUBJECTS]}`);
    expect(
      similar
        .slice(0, 2)
        .map(({ name }) => name)
        .sort()
    ).toEqual(['Milo', 'Nadia']);
  });

  it('suggests while somebody types, and synonyms for what was searched in vain', async () => {
    expect(await visit('/suggest?q=ros')).toMatchObject([{ text: 'Rosa' }]);
    const { data } = await get<{ data: SuggestedSynonym[] }>('/index-rebuild/insights/synonyms?query=cinema');
    expect(data[0].synonym).toMatch(/^movies?$/);
  });

  it('has a map', async () => {
    const map = await until('the map', async () => {
      const { data } = (await app.request<{ data: IndexMap }>('GET', '/index-rebuild/map')).body;
      return data.state === 'ready' ? data : null;
    });
    expect(map.placed).toBe(EXPERTS.length);
  });

  it('finds what is published meanwhile', async () => {
    await app.createExperts([{ name: 'Nora Newman', bio: 'Restores medieval water clocks.' }]);
    await until('the new record', async () =>
      (await visit('?q=medieval water clocks')).some(({ name }) => name === 'Nora Newman')
    );
  });

  it('is rebuilt again, gone back to, and gives up what is not kept', async () => {
    const second = (await app.rebuild()).generation as string;
    const { body } = await app.restore(first, 'Tried out.');
    expect(await app.ended(body.data.id)).toMatchObject({ status: 'completed', error: null });
    expect((await app.search('movies')).body.meta.generation).toBe(first);
    const third = (await app.rebuild()).generation as string;
    await until('the removal', async () => (await kept()).join() === [second, third].join());
    expect((await app.generations()).map(({ id }) => id)).not.toContain(first);
  });

  it('is verified from the command line', async () => {
    const env = { ...app.dataEnv, ...environment() };
    expect(await runCli(['verify'], { env })).toMatchObject({ code: 0 });
  });

  it('uses every permission, and lacks none', async () => {
    // As a search asks while a node stands still.
    expect(await node.ask(ME, 'GET', '_nodes/http?timeout=500ms')).toMatchObject({ status: 200 });
    const { granted, denied } = node.decisions(ME.user);
    expect(denied).toEqual([]);
    const used = [...granted, ...ASKED_WITH_BULK];
    expect(permissionsOf(role).filter((permission) => !used.some(matches(permission)))).toEqual([]);
  });

  it.each([
    ['PUT', 'others'],
    ['DELETE', 'others'],
    ['GET', 'others/_search'],
    ['GET', '.opendistro_security/_search'],
    ['GET', '_search'],
    ['GET', '*'],
    ['GET', '_cluster/state'],
    ['GET', '_plugins/_security/api/roles'],
  ])('is refused %s %s', async (method, path) =>
    expect(await node.ask(ME, method, path)).toMatchObject({ status: 403 })
  );

  it.each([
    ['indices:data/read/search', '?q=movies'],
    ['indices:data/read/mget*', '?q=movies&highlight=true'],
  ])('is not searched without %s, which search says', async (permission, query) => {
    await node.grant(ME.user, without(permission));
    await assertRefused(query);
    await node.grant(ME.user, role);
    expect(await visit(query)).not.toEqual([]);
  });

  it.each(['cluster:monitor/nodes/stats', 'indices:data/write/index'])(
    'is not rebuilt without %s, which the run says',
    async (permission) => {
      await node.grant(ME.user, without(permission));
      const run = await app.rebuild();
      expect(run).toMatchObject({ status: 'failed', error: { code: 'SEARCH_CLUSTER_REFUSED' } });
      expect(run.error?.message).toContain(permission);
      await node.grant(ME.user, role);
    }
  );

  it('is not searched with a password that has changed, and is again with the right one', async () => {
    await node.admit({ ...WRONG, role });
    await assertRefused('?q=movies');
    await node.admit({ ...ME, role });
    expect(await visit('?q=movies')).not.toEqual([]);
  });
});
