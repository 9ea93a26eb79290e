import type { Insights, Run } from '../../src/plugins/index-rebuild/shared/contracts';
import { runCli } from '../support/cli';
import { ContentManager } from '../support/content-manager';
import { WITHOUT_PASSAGES } from '../support/expert-source';
import { OverlayView } from '../support/overlay-view';
import { sampleExperts } from '../support/sample-experts';
import { SettingsOf } from '../support/settings';
import { temporaryFolder, TestApp } from '../support/test-app';
import { until } from '../support/until';

const FOLLOWS_WITHIN_MS = 5_000;
const INSIGHTS = { retentionDays: 30, minCount: 1, maxQueries: 100 };
const ON_CHANGES = { quietSeconds: 1, share: 0.02, maxAgeHours: 24 };

describe('settings that change while Strapi runs', () => {
  const folder = temporaryFolder();
  const env = {
    INDEX_REBUILD_SETTINGS: JSON.stringify({ ...WITHOUT_PASSAGES, drift: { check: null } }),
  };
  let app: TestApp;
  /** Another process on the same database. */
  let other: TestApp;
  let settings: SettingsOf;
  let cms: ContentManager;
  let view: OverlayView;

  beforeAll(async () => {
    app = await TestApp.start({ folder, env });
    settings = new SettingsOf(app);
    cms = new ContentManager(app);
    view = new OverlayView(app);
    await app.call('grantSearchToPublic');
    await app.createExperts(sampleExperts(20));
    expect(await app.rebuild()).toMatchObject({ status: 'completed' });
    other = await TestApp.start({ folder, env });
    await until('the other searcher', async () => (await other.status()).searchAvailable);
  });

  afterAll(async () => {
    await other?.stop();
    await app?.remove();
  });

  const runsBy = async (trigger: Run['trigger']): Promise<Run[]> => {
    const { body } = await app.request<{ data: Run[] }>('GET', '/index-rebuild/runs?pageSize=50');
    return body.data.filter((run) => run.trigger === trigger);
  };

  const insights = async (of: TestApp): Promise<Insights> =>
    (await of.request<{ data: Insights }>('GET', '/index-rebuild/insights?days=7')).body.data;

  it('the overlay: turned off, searchers of both processes forget it; turned on, they have it again', async () => {
    const elsewhere = new OverlayView(other);
    const id = await cms.createAndPublish({ name: 'Somebody', bio: 'Knows everything about zugzwang.' });
    await view.finds('zugzwang', [id]);
    await elsewhere.finds('zugzwang', [id]);
    await settings.set('overlay', false);
    expect((await app.status()).overlay).toBeNull();
    await view.finds('zugzwang', []);
    await until(
      'the other searcher to forget',
      async () => (await elsewhere.search('zugzwang')).length === 0,
      FOLLOWS_WITHIN_MS
    );
    await settings.set('overlay', { maxRecords: 7, maxShare: 0.1 });
    await view.finds('zugzwang', [id]);
    await elsewhere.finds('zugzwang', [id]);
    expect(await view.status()).toMatchObject({ limit: 7 });
  });

  it('the warning: the level follows the thresholds', async () => {
    expect((await app.drift())?.level).toBe('notice');
    await settings.set('drift.warning', { share: 0.01, days: 7 });
    expect((await app.drift())?.level).toBe('warning');
    await until(
      'the other process',
      async () => (await other.drift())?.level === 'warning',
      FOLLOWS_WITHIN_MS
    );
    await settings.reset('drift.warning');
    expect((await app.drift())?.level).toBe('notice');
  });

  it('insights: counted from when they are turned on, until they are turned off', async () => {
    await app.search('before');
    expect(await insights(app)).toEqual({ enabled: false, stored: false });
    await settings.set('insights', INSIGHTS);
    await until('the other process', async () => (await insights(other)).enabled, FOLLOWS_WITHIN_MS);
    await app.search('gardening');
    await other.search('gardening');
    await until('two searches', async () => {
      const now = await insights(app);
      return now.enabled && now.totals.searches === 2 && now.retentionDays === 30;
    });
    await settings.set('insights', false);
    await app.search('after');
    await app.call('writeInsights');
    expect(await insights(app)).toEqual({ enabled: false, stored: true });
    await settings.set('insights', INSIGHTS);
    expect(await insights(app)).toMatchObject({ totals: { searches: 2 } });
  });

  it('the guards and golden queries: the next run keeps to them, also on the command line', async () => {
    await settings.set('guards', { minShare: 1, maxFailedShare: 0 });
    const [first] = await app.createExperts(sampleExperts(1));
    expect(await app.rebuild()).toMatchObject({ status: 'completed' });
    await app.call('deleteExpert', { documentId: first });
    expect(await app.rebuild()).toMatchObject({ status: 'failed', error: { code: 'SOURCE_SHRUNK' } });
    const cli = await runCli(['rebuild', '--wait', '--json'], { env: { ...app.dataEnv, ...env } });
    expect(JSON.parse(cli.output)).toMatchObject({ status: 'failed', error: { code: 'SOURCE_SHRUNK' } });
    await settings.reset('guards');
    expect(await app.rebuild()).toMatchObject({ status: 'completed' });
    expect(await settings.inEffect('goldenQueries')).toEqual({ stopOnDrop: true });
    await settings.set('goldenQueries', { stopOnDrop: false });
    expect(await settings.inEffect('goldenQueries')).toEqual({ stopOnDrop: false });
  });

  it('retention: what is kept after the next run', async () => {
    expect(app.generationsOnDisk().length).toBeGreaterThan(1);
    await settings.set('retention', { generations: 1, partialBuilds: 0, runs: 2 });
    expect(await app.rebuild()).toMatchObject({ status: 'completed' });
    expect(app.generationsOnDisk()).toHaveLength(1);
    const { body } = await app.request<{ data: Run[] }>('GET', '/index-rebuild/runs?pageSize=50');
    expect(body.data.length).toBeLessThanOrEqual(3);
  });

  it('the schedule: the next rebuild is at the new time, and there is none without one', async () => {
    expect((await app.status()).nextRebuild).toBeNull();
    await settings.set('schedule', { rebuild: '0 3 1 1 *', timeZone: 'UTC' });
    for (const one of [app, other]) {
      await until(
        'the new time',
        async () => (await one.status()).nextRebuild?.scheduledAt?.endsWith('-01-01T03:00:00.000Z'),
        FOLLOWS_WITHIN_MS
      );
    }
    expect(await runsBy('cron')).toEqual([]);
    await settings.set('schedule', { rebuild: '* * * * * *' });
    const [run] = await until('the scheduled run', async () => {
      const runs = await runsBy('cron');
      return runs.length > 0 && runs;
    });
    await settings.reset('schedule');
    await app.ended(run.id);
    expect((await app.status()).nextRebuild).toBeNull();
  });

  it('the check of drift: every record is compared at the new times', async () => {
    const checkedAt = async () => (await app.driftList()).meta.drift?.checkedAt;
    const before = await checkedAt();
    await settings.set('drift.check', '* * * * * *');
    await until('a check', async () => (await checkedAt()) !== before);
    await settings.reset('drift.check');
  });

  it('the automatic rebuild: drift starts one once that is turned on', async () => {
    await cms.createAndPublish({ name: 'Somebody', bio: 'Knows everything about fianchetto.' });
    await until('drift', async () => ((await app.drift())?.added ?? 0) > 0);
    expect(await runsBy('drift')).toEqual([]);
    await settings.set('drift.rebuild', ON_CHANGES);
    expect((await app.status()).nextRebuild?.onChanges).toEqual({ share: 0.02, maxAgeHours: 24 });
    const [run] = await until('the automatic run', async () => {
      const runs = await runsBy('drift');
      return runs.length > 0 && runs;
    });
    expect(await app.ended(run.id)).toMatchObject({ status: 'completed' });
  });
});
