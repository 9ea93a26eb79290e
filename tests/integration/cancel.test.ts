import { STAGES, type StageName } from '../../src/plugins/index-rebuild/shared/contracts';
import { Failpoints } from '../support/failpoints';
import { sampleExperts } from '../support/sample-experts';
import { temporaryFolder, TestApp } from '../support/test-app';
import { until } from '../support/until';

const RECORDS = 24;
const BEFORE_PROMOTION: StageName[] = ['preflight', 'snapshot', 'tag', 'embed', 'build', 'verify', 'upload'];
/** With a store that generations are uploaded to, so that there is every stage. */
const SETTINGS = { INDEX_REBUILD_SETTINGS: JSON.stringify({ artifacts: { kind: 'db' } }) };
const LIMIT_MS = 2_000;

describe('cancelling a run', () => {
  const folder = temporaryFolder();
  const failpoints = new Failpoints(folder);
  let app: TestApp;

  beforeAll(async () => {
    app = await TestApp.start({ folder, env: { ...SETTINGS, ...failpoints.env } });
    await app.call('grantSearchToPublic');
    await app.createExperts(sampleExperts(RECORDS));
    await app.rebuild();
  });

  afterAll(async () => {
    failpoints.clear();
    await app.remove();
  });

  const expectCancelled = async (by: TestApp, stage: StageName): Promise<void> => {
    const { generation } = await app.status();
    const id = await failpoints.startRunUntil(app, stage);
    const askedAt = Date.now();
    expect((await by.cancel(id)).status).toBe(202);
    const run = await app.ended(id);
    // The contract with the administrator, and not a measurement: 2 s.
    expect(Date.parse(run.finishedAt as string) - askedAt).toBeLessThan(LIMIT_MS);
    expect(run).toMatchObject({ status: 'cancelled', cancelledBy: 'Ada Admin', error: null });
    await until('the end of the builder', () => app.children('builder').length === 0);
    failpoints.clear();
    expect(await app.status()).toMatchObject({ status: 'done', generation, error: null });
    expect((await app.search('coral')).body.meta.generation).toBe(generation);
  };

  it.each(BEFORE_PROMOTION)('ends it in %s within 2 s and changes nothing', async (stage) => {
    await expectCancelled(app, stage);
  });

  it('works from another process of the cluster', async () => {
    // Not there longer than needed: on one SQLite file its writes make transactions of the first one fail.
    const other = await TestApp.start({ folder, env: SETTINGS });
    await expectCancelled(other, 'embed');
    await other.stop();
  });

  it('leaves embedded vectors to the next run', async () => {
    await app.createExperts(sampleExperts(3).map((expert) => ({ ...expert, location: 'Lima' })));
    await expectCancelled(app, 'build');
    expect(await app.rebuild()).toMatchObject({
      status: 'completed',
      records: { embedded: 0, reused: RECORDS + 3 },
    });
  });

  it.each(STAGES.filter((stage) => !BEFORE_PROMOTION.includes(stage)))(
    'is refused in %s, and the run completes',
    async (stage) => {
      const id = await failpoints.startRunUntil(app, stage);
      const { status, body } = await app.cancel(id);
      expect(status).toBe(409);
      expect(body.error.details.code).toBe('RUN_NOT_CANCELLABLE');
      failpoints.clear();
      expect(await app.ended(id)).toMatchObject({ status: 'completed', cancelledBy: null });
    }
  );

  it('is refused for a run that has ended, and 404 for one that does not exist', async () => {
    const { id } = await app.rebuild();
    const ended = await app.cancel(id);
    expect([ended.status, ended.body.error.details.code]).toEqual([409, 'RUN_NOT_CANCELLABLE']);
    const missing = await app.cancel('nope');
    expect([missing.status, missing.body.error.details.code]).toEqual([404, 'RUN_NOT_FOUND']);
  });

  it('needs the permission to rebuild', async () => {
    const token = await app.signInAs('reader', ['plugin::index-rebuild.read']);
    const { status } = await app.request('POST', '/index-rebuild/runs/some-id/cancel', { token });
    expect(status).toBe(403);
  });
});
