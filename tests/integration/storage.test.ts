import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { Failpoints } from '../support/failpoints';
import { sampleExperts } from '../support/sample-experts';
import { canMount, SmallDisk } from '../support/small-disk';
import { temporaryFolder, TestApp } from '../support/test-app';

const KB = 1024;
const withMount = canMount ? describe : describe.skip;

withMount('a disk that is full or turns read-only', () => {
  const folder = temporaryFolder();
  const failpoints = new Failpoints(folder);
  const disk = new SmallDisk(path.join(folder, 'index'), 12);
  let app: TestApp;

  beforeAll(async () => {
    app = await TestApp.start({ folder, env: failpoints.env });
    await app.call('grantSearchToPublic');
    await app.createExperts(sampleExperts(200));
    await app.rebuild();
  });

  afterAll(async () => {
    await app.stop();
    disk.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  const expectFailed = async (id: string, code: string): Promise<void> => {
    const { generation } = await app.status();
    const run = await app.ended(id);
    expect(run).toMatchObject({
      status: 'failed',
      error: { code, message: expect.stringContaining('stays live') },
    });
    expect(run.error?.message).not.toContain(folder);
    expect((await app.search('coral')).body.meta.generation).toBe(generation);
  };

  const changeAll = (location: string): Promise<unknown> => app.call('updateAll', { data: { location } });

  it('a rebuild that cannot fit does not begin', async () => {
    disk.fillUpTo(600 * KB);
    const { body } = await app.startRun();
    await expectFailed(body.data.id, 'INSUFFICIENT_DISK');
    disk.makeRoom();
  });

  it.each(['embed', 'build'] as const)(
    'a disk that fills up in %s fails the run and leaves nothing there',
    async (stage) => {
      await changeAll(`Town of ${stage}`);
      const before = app.generationsOnDisk();
      const id = await failpoints.startRunUntil(app, stage);
      disk.fillUpTo(0);
      failpoints.clear();
      await expectFailed(id, 'STORAGE_FULL');
      expect(app.generationsOnDisk()).toEqual(before);
      disk.makeRoom();
      expect(await app.rebuild()).toMatchObject({ status: 'completed', records: { embedded: 200 } });
    }
  );

  it('a disk that turns read-only fails the run; when it is writable again, the next one completes', async () => {
    const id = await failpoints.startRunUntil(app, 'snapshot');
    disk.readOnly();
    failpoints.clear();
    await expectFailed(id, 'STORAGE_READ_ONLY');
    disk.writable();
    expect(await app.rebuild()).toMatchObject({ status: 'completed' });
  });
});

describe('an index folder that is not a directory', () => {
  it('fails the run, says what to do, and works once it is fixed', async () => {
    const folder = temporaryFolder();
    writeFileSync(path.join(folder, 'index'), 'a file where the folder should be');
    const app = await TestApp.start({ folder });
    await app.createExperts(sampleExperts(6));
    expect(await app.rebuild()).toMatchObject({ status: 'failed', error: { code: 'STORAGE_FAILED' } });
    rmSync(path.join(folder, 'index'));
    expect(await app.rebuild()).toMatchObject({ status: 'completed' });
    await app.remove();
  });
});
