import { Hold } from '../support/hold';
import { sampleExperts } from '../support/sample-experts';
import { temporaryFolder, TestApp } from '../support/test-app';

const PARTIAL_BUILDS = 2;

describe('what runs that did not complete leave on disk', () => {
  const folder = temporaryFolder();
  const hold = new Hold(folder);
  let app: TestApp;
  let live: string;

  beforeAll(async () => {
    app = await TestApp.start({ folder, env: hold.env });
    await app.createExperts(sampleExperts(12));
    live = (await app.rebuild()).generation as string;
  });

  afterAll(() => app.remove());

  const failedRun = async (): Promise<string> => {
    const id = await hold.startUntil(app, 'build');
    process.kill(app.children('builder')[0], 'SIGKILL');
    hold.release();
    const run = await app.ended(id);
    expect(run).toMatchObject({ status: 'failed', error: { code: 'BUILDER_DIED' } });
    return run.generation as string;
  };

  const cancelledRun = async (): Promise<string> => {
    const id = await hold.startUntil(app, 'build');
    await app.cancel(id);
    hold.release();
    const run = await app.ended(id);
    expect(run).toMatchObject({ status: 'cancelled' });
    return run.generation as string;
  };

  it('is kept of the newest ones alone, at the end of every failed or cancelled run', async () => {
    const left = [
      await failedRun(),
      await cancelledRun(),
      await failedRun(),
      await cancelledRun(),
      await failedRun(),
    ];
    expect(app.generationsOnDisk().sort()).toEqual([live, ...left.slice(-PARTIAL_BUILDS)].sort());
  });

  it('is gone when a rebuild has taken it over', async () => {
    const { generation } = await app.rebuild();
    expect(app.generationsOnDisk().sort()).toEqual([live, generation].sort());
  });
});
