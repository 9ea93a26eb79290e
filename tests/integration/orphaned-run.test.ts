import { CuttingProxy, type Cut } from '../support/cutting-proxy';
import { Failpoints } from '../support/failpoints';
import { startPostgres, type Postgres } from '../support/postgres';
import { beekeeper, sampleExperts } from '../support/sample-experts';
import { temporaryFolder, TestApp, WITHOUT_OVERLAY } from '../support/test-app';
import { until } from '../support/until';

const LEASE = { INDEX_REBUILD_LEASE_SECONDS: '3' };

describe('a holder of the lease that is stopped or cut off, on PostgreSQL', () => {
  const folder = temporaryFolder();
  const failpoints = new Failpoints(folder);
  let postgres: Postgres;
  let proxy: CuttingProxy;
  let app: TestApp;
  let other: TestApp;

  beforeAll(async () => {
    postgres = await startPostgres();
    proxy = await CuttingProxy.start(postgres.port);
    const { env } = await postgres.createDatabase('lost_holder');
    const direct = { ...LEASE, ...env };
    app = await TestApp.start({
      folder,
      env: { ...WITHOUT_OVERLAY, ...direct, ...failpoints.env, DATABASE_PORT: String(proxy.port) },
    });
    other = await TestApp.start({ folder, env: { ...WITHOUT_OVERLAY, ...direct } });
    await app.call('grantSearchToPublic');
    await app.createExperts(sampleExperts(12));
    await app.rebuild();
  });

  afterAll(async () => {
    await other.stop();
    await app.remove();
    await proxy.stop();
    await postgres.stop();
  });

  const serves = (on: TestApp, generation: string | null): Promise<unknown> =>
    until('the live generation', async () => (await on.search('coral')).body.meta?.generation === generation);

  it.each(['embed', 'swap'] as const)(
    'stopped in %s for longer than its lease: another takes over, and it promotes nothing when it wakes',
    async (stage) => {
      const id = await failpoints.startRunUntil(app, stage);
      process.kill(app.pid, 'SIGSTOP');
      expect(await other.ended(id)).toMatchObject({ status: 'interrupted' });
      const { generation } = await other.rebuild();
      failpoints.clear();
      process.kill(app.pid, 'SIGCONT');
      await serves(app, generation);
      await until('the end of its builder', () => app.children('builder').length === 0);
      expect(await app.run(id)).toMatchObject({ status: 'interrupted' });
      expect(await other.status()).toMatchObject({ status: 'done', generation });
      expect(await app.rebuild()).toMatchObject({ status: 'completed' });
    }
  );

  it.each([
    ['before the database has the statement', 'before'],
    ['after it is done and before the answer', 'after'],
  ] as [string, Cut][])(
    'the connection is cut while the pointer is set, %s: the run completes once',
    async (_, cut) => {
      await app.createExperts([beekeeper(`Cut ${cut}`)]);
      const cutsBefore = proxy.cuts;
      proxy.arm(cut);
      const run = await app.rebuild();
      expect(proxy.cuts).toBe(cutsBefore + 1);
      expect(run).toMatchObject({ status: 'completed', records: { embedded: 1 } });
      await serves(app, run.generation);
      await serves(other, run.generation);
      expect(app.manifest(run.generation as string).records).toHaveLength(run.records.total as number);
    }
  );
});
