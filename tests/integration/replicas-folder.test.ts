import { readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { DATABASES, type TestDatabase } from '../support/databases';
import { Failpoints } from '../support/failpoints';
import { sampleExperts } from '../support/sample-experts';
import { temporaryFolder, TestApp } from '../support/test-app';
import { until } from '../support/until';

const QUERY = 'coral reefs';

describe('replicas with the store fs: one folder that all of them mount', () => {
  const folder = temporaryFolder();
  const failpoints = new Failpoints(temporaryFolder());
  let database: TestDatabase;
  let one: TestApp;
  let two: TestApp;
  let three: TestApp;

  const start = (): Promise<TestApp> => {
    const INDEX_REBUILD_SETTINGS = JSON.stringify({ overlay: false, retention: { generations: 2 } });
    return TestApp.start({ folder, env: { ...database.env, ...failpoints.env, INDEX_REBUILD_SETTINGS } });
  };

  const servedBy = async (app: TestApp): Promise<string | null> => {
    const { status, body } = await app.search(QUERY);
    return status === 200 ? body.meta.generation : null;
  };

  const serves = (app: TestApp, generation: string): Promise<unknown> =>
    until(`${generation} to be served`, async () => (await servedBy(app)) === generation);

  const rebuilt = async (app: TestApp): Promise<string> => {
    const run = await app.rebuild();
    expect(run).toMatchObject({ status: 'completed', error: null });
    for (const each of [one, two]) await serves(each, run.generation as string);
    return run.generation as string;
  };

  const vectorsOf = (generation: string): string =>
    path.join(one.generationFolder(generation), 'vectors.f32');

  const problemOf = async (app: TestApp) =>
    (await app.status()).replicas.find(({ self }) => self)?.problem ?? null;

  beforeAll(async () => {
    const { open } = DATABASES.find((each) => each.database === 'PostgreSQL') as (typeof DATABASES)[number];
    database = await open();
    one = await start();
    await one.call('grantSearchToPublic');
    await one.createExperts(sampleExperts(12));
    expect(await one.rebuild()).toMatchObject({ status: 'completed' });
  });

  afterAll(async () => {
    await Promise.all([one, two, three].map((app) => app?.stop()));
    await database?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('two that open a generation at once answer alike', async () => {
    const { generation } = await one.status();
    [two, three] = await Promise.all([start(), start()]);
    for (const app of [two, three]) await serves(app, generation as string);
    const answers = await Promise.all([one, two, three].map((app) => app.search(QUERY, '&minScore=0')));
    expect(answers[1].body.data).toEqual(answers[0].body.data);
    expect(answers[2].body.data).toEqual(answers[0].body.data);
    await three.stop();
  });

  it('a file that is damaged before the swap makes the run fail, and nobody follows', async () => {
    const before = (await one.status()).generation as string;
    const id = await failpoints.startRunUntil(one, 'swap');
    const file = vectorsOf((await one.run(id)).generation as string);
    const bytes = readFileSync(file);
    bytes[50] ^= 255;
    writeFileSync(file, bytes);
    failpoints.clear();
    expect(await one.ended(id)).toMatchObject({ status: 'failed', error: { code: 'GENERATION_CORRUPT' } });
    for (const app of [one, two]) expect(await servedBy(app)).toBe(before);
    expect(await rebuilt(one)).not.toBe(before);
  });

  it('one that finds a truncated file stays on its own, says why, and follows when the file is whole', async () => {
    const before = (await two.status()).generation as string;
    process.kill(two.pid, 'SIGSTOP');
    const run = await one.rebuild();
    const file = vectorsOf(run.generation as string);
    const bytes = readFileSync(file);
    truncateSync(file, 100);
    process.kill(two.pid, 'SIGCONT');
    await until('the problem', async () => (await problemOf(two)) === 'GENERATION_CORRUPT');
    expect(await servedBy(two)).toBe(before);
    expect(await servedBy(one)).toBe(run.generation);
    writeFileSync(file, bytes);
    await serves(two, run.generation as string);
    await until('no problem', async () => (await problemOf(two)) === null);
  });

  it('while the folder is away they answer, and one that starts has the index rebuilt for all', async () => {
    const before = (await one.status()).generation as string;
    const mounted = path.join(folder, 'index');
    renameSync(mounted, `${mounted}-away`);
    three = await start();
    for (const app of [one, two]) expect((await app.search(QUERY)).status).toBe(200);
    const next = await until('the recovery', async () => {
      const { generation } = await three.status();
      return generation !== before && generation;
    });
    for (const app of [one, two, three]) await serves(app, next);
    expect((await one.status()).run).toMatchObject({ kind: 'rebuild', trigger: 'recovery' });
    await three.stop();
    // The volume is there again, and what was built beside it is not.
    rmSync(mounted, { recursive: true });
    renameSync(`${mounted}-away`, mounted);
    three = await start();
    const last = await until('all to agree', async () => {
      const served = await Promise.all([one, two, three].map(servedBy));
      return served[0] !== next && new Set(served).size === 1 && served[0];
    });
    expect(one.generationsOnDisk()).toContain(last);
    expect(await rebuilt(one)).not.toBe(last);
  });
});
