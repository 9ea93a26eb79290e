import { existsSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';

import { inventExperts } from '../../scripts/experts/index.mjs';
import { Failpoints } from '../support/failpoints';
import {
  describeOnCluster,
  OWN_NODES,
  startCluster,
  uniquePrefix,
  type OpenSearchCluster,
  type TestNode,
} from '../support/opensearch-cluster';
import { startPostgres, type Postgres, type PostgresDatabase } from '../support/postgres';
import { Relay } from '../support/relay';
import { startSteadySearches, type Asked, type SteadySearches } from '../support/steady-searches';
import { temporaryFolder, TestApp } from '../support/test-app';
import { until } from '../support/until';

/*
 * Three nodes of OpenSearch and three Strapi processes on PostgreSQL, while visitors search: whatever is killed or
 * stands still, no answer is wrong or partial, no run is stuck, and every process converges.
 */

const EXPERTS = 200;
/** More than two cores answer that three nodes, three Strapis and PostgreSQL share would only be refused. */
const PER_SECOND = Number(process.env.SEARCHES_PER_SECOND ?? 8);
const LEASE_SECONDS = 4;

const QUERIES = [
  'somebody who repairs old clocks',
  'teaches children to play music',
  'sustainable energy for cities',
  'history of trade and maps',
  'plants in the mountains',
];

/** What may happen to a search while something is killed, and is no wrong answer. */
const REFUSALS = [0, 503];

const HITS = 5;

const describeOnOwnNodes = OWN_NODES ? describeOnCluster() : describe.skip;

describeOnOwnNodes('three Strapi processes and three nodes of OpenSearch', () => {
  const folders = [temporaryFolder(), temporaryFolder(), temporaryFolder()];
  const failpoints = new Failpoints(temporaryFolder());
  const prefix = uniquePrefix();
  /** The figures of a run, as they come: docs/opensearch.md has some. */
  const tell = (figure: string): void => void process.stderr.write(`${figure}\n`);
  let nodes: OpenSearchCluster;
  let postgres: Postgres;
  let relay: Relay;
  let database: PostgresDatabase;
  let apps: TestApp[] = [];
  let searches: SteadySearches;
  let expected: Map<string, string[]>;
  /** Who has the map of the first version, and where. */
  let mapped: { app: TestApp; folder: string };

  const start = (which: number): Promise<TestApp> =>
    TestApp.start({
      folder: folders[which],
      env: {
        ...database.env,
        ...failpoints.env,
        DATABASE_PORT: String(relay.port),
        INDEX_REBUILD_LEASE_SECONDS: String(LEASE_SECONDS),
        INDEX_REBUILD_SETTINGS: JSON.stringify({
          engine: {
            kind: 'opensearch',
            ...{ nodes: nodes.nodes.map(({ url }) => url), prefix, shards: 2, replicas: 1 },
          },
          // Tags that a rebuild writes would change what the next one indexes.
          tags: null,
          // Each run makes a version of its own, and a failed one is not repeated by itself.
          recovery: { promote: true, rebuild: false },
        }),
      },
    });

  const idsOf = async (app: TestApp, query: string): Promise<string[]> => {
    const { status, body } = await app.search(query, `&limit=${2 * HITS}`);
    return status === 200 ? body.data.map(({ documentId }) => documentId) : [];
  };

  /** Waits until all of them answer from this generation. @returns After how many milliseconds. */
  const converged = async (generation: string | null, which: readonly TestApp[] = apps): Promise<number> => {
    const from = Date.now();
    await until(`all to answer from ${generation}`, async () => {
      const found = await Promise.all(
        which.map((app) =>
          app
            .search(QUERIES[0])
            .then(({ status, body }) => (status === 200 ? body.meta.generation : null))
            .catch(() => null)
        )
      );
      return found.every((one) => one === generation);
    });
    return Date.now() - from;
  };

  const liveGeneration = async (app: TestApp): Promise<string | null> => (await app.status()).generation;

  /** Each process embeds a query by itself, and not to the last digit: records that are as good may change places. */
  const isRight = ({ query, ids }: Asked): boolean =>
    ids.length === HITS && ids.every((id) => expected.get(query)?.includes(id));

  const wrongAmong = (answers: readonly Asked[]): Asked[] =>
    answers.filter((one) => (one.status === 200 ? !isRight(one) : !REFUSALS.includes(one.status)));

  /** Does something to the cluster, and counts what visitors saw of it. */
  const during = async (what: string, work: () => Promise<void>): Promise<void> => {
    const before = searches.answers.length;
    const from = Date.now();
    await work();
    const seen = searches.answers.slice(before);
    const refused = seen.filter(({ status }) => REFUSALS.includes(status)).length;
    const seconds = ((Date.now() - from) / 1000).toFixed(1);
    const why = new Map<string, number>();
    for (const { status, code } of seen)
      if (status !== 200) why.set(code ?? 'no answer', (why.get(code ?? 'no answer') ?? 0) + 1);
    const reasons = [...why].map(([code, count]) => `${code} ${count}`).join(', ');
    tell(`${what}: ${seconds} s, ${seen.length} searches, ${refused} refused (${reasons})`);
    expect({ what, wrong: wrongAmong(seen) }).toEqual({ what, wrong: [] });
    expect(seen.length).toBeGreaterThan(0);
  };

  const answers = (): Promise<unknown> => {
    const before = searches.answers.length;
    return until(
      'answers after it',
      async () => searches.answers.slice(before).filter(({ status }) => status === 200).length > PER_SECOND
    );
  };

  const isActive = async (app: TestApp): Promise<boolean> => {
    const { run } = await app.status();
    return run !== null && run.finishedAt === null;
  };

  const nobodyRuns = (): Promise<unknown> =>
    until('no run to be active', async () => !(await isActive(apps[0]).catch(() => true)));

  beforeAll(async () => {
    [nodes, postgres] = await Promise.all([startCluster(), startPostgres()]);
    relay = await Relay.start(postgres.port);
    database = await postgres.createDatabase('index_rebuild');
    apps = [await start(0)];
    await apps[0].call('grantSearchToPublic');
    await apps[0].createExperts(
      inventExperts(EXPERTS).map(({ name, title, bio, tags }) => ({ name, title, bio, tags }))
    );
    apps.push(await start(1), await start(2));
    const { status, generation, error } = await apps[0].rebuild();
    expect({ status, error }).toEqual({ status: 'completed', error: null });
    await converged(generation);
    expected = new Map();
    for (const query of QUERIES) expected.set(query, await idsOf(apps[0], query));
    expect([...expected.values()].every((ids) => ids.length === 2 * HITS)).toBe(true);
    // It is kept on the disk of the process that was asked.
    await until('the map', async () => (await apps[1].request('GET', '/index-rebuild/map')).status === 200);
    mapped = { app: apps[1], folder: apps[1].generationFolder(generation as string) };
    expect(readdirSync(mapped.folder)).toEqual(['projection.json']);
    searches = startSteadySearches(() => apps, QUERIES, { perSecond: PER_SECOND, hits: HITS });
  });

  afterAll(async () => {
    await searches?.stop();
    const all = searches?.answers ?? [];
    const refused = all.filter(({ status }) => status !== 200).length;
    tell(`${all.length} searches in all, ${refused} refused`);
    failpoints.clear();
    await Promise.all(apps.map((app) => app.kill()));
    await relay?.stop();
    await postgres?.stop();
    await nodes?.close();
    folders.forEach((folder) => rmSync(folder, { recursive: true, force: true }));
  });

  it('a rebuild from any of them is followed by all within seconds', async () => {
    await during('a rebuild', async () => {
      const { status, error, generation } = await apps[2].rebuild();
      expect({ status, error }).toEqual({ status: 'completed', error: null });
      tell(`followed by all after ${await converged(generation)} ms`);
    });
  });

  it('a node that holds data is killed', async () => {
    const manager = await nodes.manager();
    const node = nodes.nodes.find(({ name }) => name !== manager.name) as TestNode;
    await during('kill -9 of a data node', async () => {
      await nodes.kill(node);
      await answers();
      nodes.start(node);
      await nodes.untilGreen();
    });
  });

  it('the elected manager is killed', async () => {
    const node = await nodes.manager();
    await during('kill -9 of the manager', async () => {
      await nodes.kill(node);
      await answers();
      nodes.start(node);
      await nodes.untilGreen();
    });
  });

  it('a node stands still, and goes on', async () => {
    const manager = await nodes.manager();
    const node = nodes.nodes.find(({ name }) => name !== manager.name) as TestNode;
    await during('SIGSTOP of a node', async () => {
      nodes.freeze(node);
      await answers();
      nodes.thaw(node);
      await answers();
    });
  });

  it('the process that builds is killed: its run is interrupted, and the next one completes', async () => {
    const [, , builder] = apps;
    const id = await failpoints.startRunUntil(builder, 'build');
    await during('kill -9 of the building Strapi', async () => {
      apps = apps.slice(0, 2);
      await builder.kill();
      failpoints.clear();
      await until('the run to be interrupted', async () => (await apps[0].run(id)).status === 'interrupted');
      await answers();
    });
    await during('a rebuild after it', async () => {
      const { status, error, records, generation } = await apps[1].rebuild();
      expect({ status, error }).toEqual({ status: 'completed', error: null });
      // What the killed one had written is not embedded again.
      expect(records.embedded).toBe(0);
      apps = [...apps, await start(2)];
      await converged(generation);
    });
  });

  it('a process stands still during a rebuild, and catches up', async () => {
    const [first, frozen] = apps;
    await during('SIGSTOP of a Strapi during a rebuild', async () => {
      process.kill(frozen.pid, 'SIGSTOP');
      apps = apps.filter((app) => app !== frozen);
      try {
        const { status, generation } = await first.rebuild();
        expect(status).toBe('completed');
        await converged(generation);
        process.kill(frozen.pid, 'SIGCONT');
        tell(`the frozen one followed after ${await converged(generation, [frozen])} ms`);
      } finally {
        process.kill(frozen.pid, 'SIGCONT');
      }
      apps = [first, frozen, ...apps.filter((app) => app !== first)];
    });
  });

  it('PostgreSQL is killed and started again over its data', async () => {
    const generation = await liveGeneration(apps[0]);
    await during('a restart of PostgreSQL', async () => {
      const killed = postgres;
      killed.kill();
      relay.cut();
      postgres = await startPostgres(killed.dataFolder);
      relay.switchTo(postgres.port);
      await killed.stop();
      await converged(generation);
      await answers();
    });
  });

  it('the whole cluster is away: search says so at once, and answers when it is back', async () => {
    const generation = await liveGeneration(apps[0]);
    await during('all nodes away', async () => {
      await Promise.all(nodes.nodes.map((node) => nodes.kill(node)));
      const { status, body, headers } = await until('a refusal', async () => {
        const answer = await apps[0].request<{ error: { details: { code: string } } }>(
          'GET',
          `/api/search?q=${encodeURIComponent(QUERIES[0])}`,
          { token: null }
        );
        return answer.status === 503 && answer;
      });
      expect(status).toBe(503);
      expect(body.error.details.code).toMatch(/^(SEARCH_CLUSTER_UNAVAILABLE|SEARCH_OVERLOADED)$/);
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
      const health = await apps[0].request('GET', '/api/search/health', { token: null });
      expect(health.status).toBe(503);
      const { body: refused, status: code } = await apps[0].startRun();
      if (code === 202) {
        const run = await apps[0].ended(refused.data.id);
        expect(run).toMatchObject({ status: 'failed', error: { code: 'SEARCH_CLUSTER_UNAVAILABLE' } });
      }
      const versions = await apps[0].generations();
      expect(versions.find(({ live }) => live)?.id).toBe(generation);
      expect(versions.map(({ problem }) => problem?.code)).toEqual(
        versions.map(() => 'SEARCH_CLUSTER_UNAVAILABLE')
      );
      const earlier = versions.find(({ live }) => !live);
      expect((await apps[0].restore(earlier?.id ?? '')).body.error.details.code).toBe(
        'SEARCH_CLUSTER_UNAVAILABLE'
      );
      nodes.nodes.forEach((node) => nodes.start(node));
      await nodes.untilGreen();
      await until('the versions to be in reach', async () =>
        (await apps[0].generations()).every(({ problem }) => problem === null)
      );
      await converged(generation);
      await answers();
    });
  });

  it('removes the map of a version that another process has removed', async () => {
    const kept = (await mapped.app.generations()).map(({ id }) => id);
    expect(kept).not.toContain(path.basename(mapped.folder));
    expect(existsSync(mapped.folder)).toBe(true);
    await mapped.app.call('tidyCopies');
    expect(existsSync(mapped.folder)).toBe(false);
  });

  it('leaves no run behind, and each process sees the others on the same version', async () => {
    await nobodyRuns();
    const generation = await liveGeneration(apps[0]);
    await until('all replicas on the live version', async () => {
      const replicas = (await apps[1].status()).replicas.filter(({ silent }) => !silent);
      return replicas.length === 3 && replicas.every((one) => one.generation === generation);
    });
    const last = searches.answers.length;
    await answers();
    expect(wrongAmong(searches.answers.slice(last))).toEqual([]);
  });
});
