import type { Run, StageName } from '../../src/plugins/index-rebuild/shared/contracts';
import { Failpoints } from '../support/failpoints';
import { ProviderServer, silence } from '../support/provider-server';
import { sampleExperts } from '../support/sample-experts';
import { temporaryFolder, TestApp } from '../support/test-app';
import { until } from '../support/until';

const RECORDS = 40;
/** Seconds. All are far above what sound stages need, also at a builder's low priority on a busy machine. */
const NO_PROGRESS = 12;
const RUN = 30;
const STAGE = 12;

type Failed = { run: { id: string; error: { code: string } | null } };

/** Runs that hang: at a failpoint, or since the embedding provider accepts requests and never answers. */
describe('limits of a run', () => {
  const folder = temporaryFolder();
  const failpoints = new Failpoints(folder);
  let provider: ProviderServer;
  let app: TestApp;

  const start = (limits: object): Promise<TestApp> => {
    const embedder = {
      ...{ kind: 'openai-compatible', baseUrl: provider.baseUrl, model: 'words', dimensions: 64 },
      ...{ timeoutMs: 600_000, retries: 4, batchSize: 8 },
    };
    const INDEX_REBUILD_SETTINGS = JSON.stringify({ embedder, limits, artifacts: { kind: 'db' } });
    return TestApp.start({ folder, env: { ...failpoints.env, INDEX_REBUILD_SETTINGS } });
  };

  beforeAll(async () => {
    provider = await ProviderServer.start();
    app = await start({ noProgressSeconds: NO_PROGRESS });
    await app.call('grantSearchToPublic');
    await app.createExperts(sampleExperts(RECORDS));
    await rebuilt();
  });

  afterAll(async () => {
    failpoints.clear();
    await app.remove();
    await provider.stop();
  });

  /** It failed for this limit, told everybody so, and left no trace. */
  const expectEnded = async (
    id: string,
    code: string,
    stage: StageName,
    limit: string,
    generation: string | null
  ): Promise<void> => {
    const run = await app.ended(id);
    expect(run).toMatchObject({ status: 'failed', stage, error: { code } });
    expect(run.error?.message).toContain(`"${stage}"`);
    expect(run.error?.message).toContain(`(${limit})`);
    const failed = await app.call<Failed[]>('events', { name: 'index-rebuild.run.failed' });
    expect(failed).toMatchObject([{ run: { id, error: { code } } }]);
    await until('the end of the builder', () => app.children('builder').length === 0);
    failpoints.clear();
    expect(await app.status()).toMatchObject({ status: 'error', generation, error: { code } });
    expect((await app.search('coral', '&mode=lexical')).body.meta.generation).toBe(generation);
  };

  const rebuilt = async (): Promise<Run> => {
    const run = await app.rebuild();
    expect(run).toMatchObject({ status: 'completed', error: null });
    return run;
  };

  const listen = (): Promise<unknown> => app.call('events', { name: 'index-rebuild.run.failed' });

  it('notices a provider that accepts requests and never answers, and keeps what was embedded', async () => {
    await listen();
    const { generation } = await app.status();
    await app.call('updateAll', { data: { bio: 'Counts fish on coral reefs.' } });
    let sound = 1;
    provider.faultFor = ({ body }) => (body.input[0] === 'probe' || sound-- > 0 ? null : silence);
    const { body } = await app.startRun({ kind: 'rebuild' });
    const { id } = body.data;
    await expectEnded(id, 'RUN_STALLED', 'embed', 'limits.noProgressSeconds', generation);
    provider.heal();
    const next = await rebuilt();
    expect(next.records?.reused).toBeGreaterThan(0);
    expect(next.records?.embedded).toBeGreaterThan(0);
    expect((await app.status()).generation).not.toBe(generation);
  });

  it.each<StageName>(['preflight', 'swap'])(
    'ends a run that hangs before %s, and the next one works',
    async (stage) => {
      await listen();
      const { generation } = await app.status();
      const id = await failpoints.startRunUntil(app, stage);
      await expectEnded(id, 'RUN_STALLED', stage, 'limits.noProgressSeconds', generation);
      await rebuilt();
    }
  );

  it('never ends one that has switched over', async () => {
    const { generation } = await app.status();
    const id = await failpoints.startRunUntil(app, 'compare');
    const startedAt = Date.now();
    await until('more than the limit', () => Date.now() - startedAt > 1.2 * NO_PROGRESS * 1_000);
    expect((await app.run(id)).status).toBe('promoting');
    failpoints.clear();
    expect(await app.ended(id)).toMatchObject({ status: 'completed', error: null });
    expect((await app.status()).generation).not.toBe(generation);
  });

  it('ends a run whose stage, or which as a whole, takes longer than it may', async () => {
    await app.stop();
    app = await start({ runSeconds: RUN, stageSeconds: { build: STAGE }, noProgressSeconds: null });
    await listen();
    const { generation } = await app.status();
    const stage = await failpoints.startRunUntil(app, 'build');
    await expectEnded(stage, 'RUN_TOO_LONG', 'build', 'limits.stageSeconds.build', generation);
    const whole = await failpoints.startRunUntil(app, 'embed');
    await expectEnded(whole, 'RUN_TOO_LONG', 'embed', 'limits.runSeconds', generation);
    await rebuilt();
  });
});
