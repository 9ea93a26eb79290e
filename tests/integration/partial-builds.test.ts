import { Failpoints } from '../support/failpoints';
import { sampleExperts } from '../support/sample-experts';
import { temporaryFolder, TestApp } from '../support/test-app';

const PARTIAL_BUILDS = 2;

describe('partial builds', () => {
  const folder = temporaryFolder();
  const failpoints = new Failpoints(folder);
  let app: TestApp;
  let live: string;

  beforeAll(async () => {
    app = await TestApp.start({ folder, env: failpoints.env });
    await app.createExperts(sampleExperts(12));
    live = (await app.rebuild()).generation as string;
  });

  afterAll(() => app.remove());

  const failedRun = async (): Promise<string> => {
    const id = await failpoints.startRunUntil(app, 'build');
    process.kill(app.children('builder')[0], 'SIGKILL');
    failpoints.clear();
    const run = await app.ended(id);
    expect(run).toMatchObject({ status: 'failed', error: { code: 'BUILDER_DIED' } });
    return run.generation as string;
  };

  const cancelledRun = async (): Promise<string> => {
    const id = await failpoints.startRunUntil(app, 'build');
    await app.cancel(id);
    failpoints.clear();
    const run = await app.ended(id);
    expect(run).toMatchObject({ status: 'cancelled' });
    return run.generation as string;
  };

  it('are kept only for the newest runs, at the end of every failed or cancelled run', async () => {
    const left = [
      await failedRun(),
      await cancelledRun(),
      await failedRun(),
      await cancelledRun(),
      await failedRun(),
    ];
    expect(app.generationsOnDisk().sort()).toEqual([live, ...left.slice(-PARTIAL_BUILDS)].sort());
  });

  it('are removed once a rebuild has reused them', async () => {
    const { generation } = await app.rebuild();
    expect(app.generationsOnDisk().sort()).toEqual([live, generation].sort());
  });
});
