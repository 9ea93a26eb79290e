import { rmSync, truncateSync } from 'node:fs';
import path from 'node:path';

import { Failpoints } from '../support/failpoints';
import { beekeeper, sampleExperts } from '../support/sample-experts';
import { temporaryFolder, TestApp, WITHOUT_OVERLAY } from '../support/test-app';
import { until } from '../support/until';

describe('generations and rollback', () => {
  const folder = temporaryFolder();
  const failpoints = new Failpoints(folder);
  let app: TestApp;
  let first: string;
  let second: string;

  beforeAll(async () => {
    app = await TestApp.start({ folder, env: { ...WITHOUT_OVERLAY, ...failpoints.env } });
    await app.call('grantSearchToPublic');
    await app.createExperts(sampleExperts(12));
    first = (await app.rebuild()).generation as string;
    await app.createExperts([beekeeper('Bea')]);
    second = (await app.rebuild()).generation as string;
  });

  afterAll(() => app.remove());

  const servedBy = async (): Promise<string> => (await app.search('honey bees')).body.meta.generation;

  it('lists the generations kept, latest first, with what an administrator needs to choose', async () => {
    const generations = await app.generations();
    expect(generations).toEqual([
      expect.objectContaining({ id: second, live: true, records: 13, currentSpec: true }),
      expect.objectContaining({ id: first, live: false, records: 12, currentSpec: true }),
    ]);
    expect(generations[0]).toMatchObject({
      model: 'all-MiniLM-L6-v2-int8',
      bytes: expect.any(Number),
      run: expect.any(String),
    });
    expect(generations[0].bytes).toBeGreaterThan(13 * 384 * 4);
  });

  it('promotes an earlier generation, and the history says who and why', async () => {
    const { status, body } = await app.restore(first, 'The new one misses Bea’s colleagues.');
    expect(status).toBe(202);
    const run = await app.ended(body.data.id);
    expect(run).toMatchObject({
      kind: 'rollback',
      status: 'completed',
      generation: first,
      startedBy: 'Ada Admin',
      reason: 'The new one misses Bea’s colleagues.',
    });
    expect(run.stages.map(({ stage, state }) => `${stage} ${state}`)).toEqual([
      'preflight done',
      'swap done',
      'compare done',
      'retire done',
    ]);
    expect(await servedBy()).toBe(first);
    expect(await app.status()).toMatchObject({
      ...{ status: 'done', generation: first, recordsAtRebuild: 12 },
      lastSwap: { run: run.id, kind: 'rollback', at: run.finishedAt },
    });
    expect((await app.search('honey bees')).body.data.map(({ name }) => name)).not.toContain('Bea');
  });

  it('keeps the generation it replaced, and can go forward to it again', async () => {
    expect((await app.generations()).map(({ id, live }) => [id, live])).toEqual([
      [second, false],
      [first, true],
    ]);
    const { body } = await app.restore(second);
    expect(await app.ended(body.data.id)).toMatchObject({ status: 'completed', reason: null });
    expect(await servedBy()).toBe(second);
  });

  it('embeds nothing again after a rollback, since the retired generation has the vectors', async () => {
    const { body } = await app.restore(first);
    expect(await app.ended(body.data.id)).toMatchObject({ status: 'completed' });
    // The record that only the retired generation knows.
    expect(app.manifest(first).records).toHaveLength(12);
    expect(await servedBy()).toBe(first);
    expect(await app.rebuild()).toMatchObject({ status: 'completed', records: { embedded: 0, reused: 13 } });
  });

  it('is refused for the live generation, an unknown one and a malformed id', async () => {
    const { generation } = await app.status();
    const live = await app.restore(generation as string);
    expect([live.status, live.body.error.details.code]).toEqual([409, 'GENERATION_ALREADY_LIVE']);
    for (const name of ['99-0123456789ab', '..%2F..', 'nonsense']) {
      const { status, body } = await app.restore(name);
      expect([status, body.error.details.code]).toEqual([404, 'GENERATION_NOT_FOUND']);
    }
  });

  it('is refused while another run is active', async () => {
    const id = await failpoints.startRunUntil(app, 'embed');
    const { status, body } = await app.restore(first);
    expect([status, body.error.details]).toEqual([409, { code: 'RUN_IN_PROGRESS', run: id }]);
    failpoints.clear();
    await app.ended(id);
  });

  it('keeps a rebuild from starting until it is over', async () => {
    const [target] = (await app.generations()).filter(({ live }) => !live);
    failpoints.set('swap');
    const { id } = (await app.restore(target.id)).body.data;
    await until('the swap stage', async () => (await app.run(id)).stage === 'swap');
    const { status, body } = await app.startRun();
    expect([status, body.error.details]).toEqual([409, { code: 'RUN_IN_PROGRESS', run: id }]);
    failpoints.clear();
    expect(await app.ended(id)).toMatchObject({ status: 'completed' });
    expect(await servedBy()).toBe(target.id);
  });

  it('fails on damaged files and leaves the live generation as it is', async () => {
    const { generation } = await app.status();
    const [target] = (await app.generations()).filter(({ live }) => !live);
    truncateSync(path.join(app.generationFolder(target.id), 'vectors.f32'), 100);
    const { body } = await app.restore(target.id);
    expect(await app.ended(body.data.id)).toMatchObject({
      status: 'failed',
      error: { code: 'GENERATION_CORRUPT' },
    });
    expect(await servedBy()).toBe(generation);
    rmSync(app.generationFolder(target.id), { recursive: true });
    expect((await app.generations()).map(({ id }) => id)).not.toContain(target.id);
  });

  it('keeps three generations and never removes the live one', async () => {
    // Three, so that the generation whose files the previous test removed no longer counts.
    for (let times = 0; times < 3; times += 1) await app.rebuild();
    const oldest = (await app.generations()).at(-1)?.id as string;
    await app.ended((await app.restore(oldest)).body.data.id);
    const expectKept = async (live: string | null): Promise<void> => {
      const kept = await app.generations();
      expect(kept).toHaveLength(3);
      expect(kept.filter((generation) => generation.live).map(({ id }) => id)).toEqual([live]);
      expect(app.generationsOnDisk().sort()).toEqual(kept.map(({ id }) => id).sort());
      expect(await servedBy()).toBe(live);
    };
    await expectKept(oldest);
    for (let times = 0; times < 2; times += 1) await expectKept((await app.rebuild()).generation);
  });

  it('needs the permission to rebuild', async () => {
    const token = await app.signInAs('reader', ['plugin::index-rebuild.read']);
    expect((await app.request('GET', '/index-rebuild/generations', { token })).status).toBe(200);
    const url = `/index-rebuild/generations/${first}/restore`;
    expect((await app.request('POST', url, { token, body: {} })).status).toBe(403);
  });
});
