import { rmSync } from 'node:fs';

import type { Replica } from '../../src/plugins/index-rebuild/shared/contracts';
import { DATABASES, type TestDatabase } from '../support/databases';
import { WITHOUT_PASSAGES } from '../support/expert-source';
import { sampleExperts } from '../support/sample-experts';
import { temporaryFolder, TestApp } from '../support/test-app';
import { until } from '../support/until';

/** What one client may search in the whole test. */
const REQUESTS = 60;

describe('several Strapi processes on one PostgreSQL and one storage folder', () => {
  const folder = temporaryFolder();
  let database: TestDatabase;
  const apps: TestApp[] = [];

  const start = async (): Promise<TestApp> => {
    const search = { rateLimit: { requests: REQUESTS, seconds: 3_600, shared: true } };
    const settings = JSON.stringify({ ...WITHOUT_PASSAGES, search });
    const env = { ...database.env, INDEX_REBUILD_SETTINGS: settings };
    const app = await TestApp.start({ folder, env });
    apps.push(app);
    return app;
  };

  const replicasOf = async (app: TestApp): Promise<Replica[]> => (await app.status()).replicas;

  const byPid = async (app: TestApp): Promise<Map<number, Replica>> =>
    new Map((await replicasOf(app)).map((replica) => [Number(replica.name.split(':').pop()), replica]));

  /** Waits until `seer` says of each of these that it answers from the generation. */
  const allOn = (seer: TestApp, generation: string | null, expected: readonly TestApp[]) =>
    until(`${expected.length} replicas on ${generation}`, async () => {
      const seen = await byPid(seer);
      return expected.every(({ pid }) => {
        const replica = seen.get(pid);
        return replica?.generation === generation && replica?.current && !replica.silent;
      });
    });

  beforeAll(async () => {
    const { open } = DATABASES.find((one) => one.database === 'PostgreSQL') as (typeof DATABASES)[number];
    database = await open();
    const first = await start();
    await first.call('grantSearchToPublic');
    await first.createExperts(sampleExperts(30));
    await Promise.all([start(), start()]);
  });

  afterAll(async () => {
    await Promise.all(apps.map((app) => app.stop()));
    await database?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('each says that it is there, before there is anything to answer from', async () => {
    const seen = await until('three replicas', async () => {
      const list = await replicasOf(apps[0]);
      return list.length === 3 && list;
    });
    expect(seen.map(({ generation, silent }) => [generation, silent])).toEqual(Array(3).fill([null, false]));
    expect(seen.filter(({ self }) => self).map(({ name }) => Number(name.split(':').pop()))).toEqual([
      apps[0].pid,
    ]);
  });

  it('all follow a rebuild, whichever of them runs it, and each sees it of the others', async () => {
    for (const runner of apps) {
      const { status, generation } = await runner.rebuild();
      expect(status).toBe('completed');
      for (const seer of apps) await allOn(seer, generation, apps);
      const answers = await Promise.all(apps.map((app) => app.search('coral reefs')));
      expect(answers.map(({ body }) => body.meta.generation)).toEqual(apps.map(() => generation));
    }
  });

  it('shows the records that each searches beside the index', async () => {
    const [id] = await apps[1].createExperts([{ name: 'Nora New', bio: 'Restores medieval clocks.' }]);
    expect(id).toBeDefined();
    await until('the overlay of all', async () =>
      (await replicasOf(apps[2])).every(({ overlay }) => overlay === 1)
    );
  });

  it('one that was killed is missed, one that was shut down is not, and a late one catches up', async () => {
    const [first, second, third] = apps;
    await third.stop();
    await until('two replicas', async () => (await replicasOf(first)).length === 2);
    await second.kill();
    const { generation } = await first.rebuild();
    const silent = await until('a silent replica', async () => {
      const replica = (await byPid(first)).get(second.pid);
      return replica?.silent && replica;
    });
    expect(silent.current).toBe(false);
    const late = await start();
    await allOn(first, generation, [first, late]);
    expect((await late.search('medieval clocks')).body.data[0].name).toBe('Nora New');
  });

  it('one that cannot load the new generation stays on its own, and says why', async () => {
    const [first] = apps;
    const late = apps[apps.length - 1];
    const before = (await late.status()).generation;
    // Stands still during the rebuild, and then finds nothing of the new generation.
    process.kill(late.pid, 'SIGSTOP');
    const { generation } = await first.rebuild();
    rmSync(first.generationFolder(generation as string), { recursive: true });
    process.kill(late.pid, 'SIGCONT');
    const degraded = await until('a degraded replica', async () => {
      const replica = (await byPid(first)).get(late.pid);
      return replica?.problem && replica;
    });
    expect(degraded).toMatchObject({ generation: before, current: false, problem: 'GENERATION_MISSING' });
    expect((await late.search('coral reefs')).body.meta.generation).toBe(before);
  });

  it('count the searches of a client together', async () => {
    const [first] = apps;
    const late = apps[apps.length - 1];
    let answered = 0;
    while ((await first.search('coral reefs')).status === 200) answered += 1;
    expect(answered).toBeGreaterThan(10);
    expect(answered).toBeLessThan(REQUESTS);
    const refused = await late.search('coral reefs');
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(3_000);
  });
});
