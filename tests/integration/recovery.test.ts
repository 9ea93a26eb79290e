import { rmSync, truncateSync } from 'node:fs';
import path from 'node:path';

import type { Run } from '../../src/plugins/index-rebuild/shared/contracts';
import { sampleExperts } from '../support/sample-experts';
import { TestApp } from '../support/test-app';
import { until } from '../support/until';

const RECORDS = 12;

describe('automatic recovery from a live generation whose files are damaged or gone', () => {
  let app: TestApp;
  let first: string;
  let second: string;

  beforeAll(async () => {
    app = await TestApp.start();
    await app.call('grantSearchToPublic');
    await app.createExperts(sampleExperts(RECORDS));
    first = (await app.rebuild()).generation as string;
    second = (await app.rebuild()).generation as string;
  });

  afterAll(() => app.remove());

  const restartAfter = async (damage: () => void): Promise<void> => {
    await app.stop();
    damage();
    app = await TestApp.start({ folder: app.folder });
    expect((await app.search('coral reefs')).status).toBe(503);
  };

  const healed = async (): Promise<{ servedBy: string; run: Run }> => {
    const answer = await until('search to answer', async () => {
      const found = await app.search('coral reefs');
      return found.status === 200 && found;
    });
    const { run } = await app.status();
    return { servedBy: answer.body.meta.generation, run: await app.ended((run as Run).id) };
  };

  it('promotes the one before it, and the history says why', async () => {
    await restartAfter(() => truncateSync(path.join(app.generationFolder(second), 'vectors.f32'), 100));
    const { servedBy, run } = await healed();
    expect(servedBy).toBe(first);
    expect(run).toMatchObject({
      kind: 'rollback',
      status: 'completed',
      trigger: 'recovery',
      startedBy: null,
      generation: first,
      reason: expect.stringContaining(`${second} could not be served (GENERATION_CORRUPT)`),
    });
    expect(await app.status()).toMatchObject({ status: 'done', generation: first, error: null });
  });

  it('starts one rebuild on an empty disk', async () => {
    await restartAfter(() => rmSync(path.join(app.folder, 'index'), { recursive: true }));
    const { servedBy, run } = await healed();
    expect(run).toMatchObject({
      kind: 'rebuild',
      status: 'completed',
      trigger: 'recovery',
      generation: servedBy,
      reason: expect.stringContaining(`${first} could not be served (GENERATION_MISSING)`),
      records: { total: RECORDS },
    });
    const { body } = await app.request<{ data: Run[] }>('GET', '/index-rebuild/runs?pageSize=100');
    expect(body.data.filter(({ trigger }) => trigger === 'recovery')).toHaveLength(2);
  });
});
