import { rmSync, truncateSync } from 'node:fs';
import path from 'node:path';

import { runCli } from '../support/cli';
import { Failpoints } from '../support/failpoints';
import { startPostgres, type Postgres, type PostgresDatabase } from '../support/postgres';
import { S3_ENV, S3Server } from '../support/s3';
import { sampleExperts } from '../support/sample-experts';
import { canMount, SmallDisk } from '../support/small-disk';
import { temporaryFolder, TestApp, type ErrorBody } from '../support/test-app';
import { until } from '../support/until';

const RECORDS = 12;
const QUERY = 'coral reefs';
const MB = 1024 * 1024;

const KINDS = ['db', 's3'] as const;
type Kind = (typeof KINDS)[number];

describe.each(KINDS)('replicas with disks of their own and the store %s', (kind: Kind) => {
  const failpoints = new Failpoints(temporaryFolder());
  const folders = { one: temporaryFolder(), two: temporaryFolder() };
  let postgres: Postgres;
  let database: PostgresDatabase;
  let s3: S3Server;
  let one: TestApp;
  let two: TestApp;
  const others: TestApp[] = [];

  const env = (): Record<string, string> => ({
    ...database.env,
    ...S3_ENV,
    ...failpoints.env,
    // After so long, what could not be fetched is tried again.
    INDEX_REBUILD_LEASE_SECONDS: '5',
    INDEX_REBUILD_SETTINGS: JSON.stringify({
      artifacts: kind === 's3' ? s3.settings : { kind },
      retention: { generations: 2 },
      overlay: false,
    }),
  });

  const start = (folder: string): Promise<TestApp> => TestApp.start({ folder, env: env() });

  const serves = (app: TestApp, generation: string): Promise<unknown> =>
    until(`${generation} to be served`, async () => {
      const { status, body } = await app.search(QUERY);
      return status === 200 && body.meta.generation === generation;
    });

  /** Waits until it answers from what another process has made live, and says how long that took. */
  const follows = async (app: TestApp, generation: string): Promise<void> => {
    const from = Date.now();
    await serves(app, generation);
    process.stderr.write(`${kind}: followed after ${Date.now() - from} ms\n`);
  };

  const hitsOf = async (app: TestApp) => (await app.search(QUERY, '&minScore=0')).body.data;

  const rebuilt = async (app: TestApp): Promise<string> => {
    const run = await app.rebuild();
    expect(run).toMatchObject({ status: 'completed', error: null });
    return run.generation as string;
  };

  const sql = (statement: string, bindings: unknown[] = []) =>
    one.call<{ rows: Record<string, unknown>[] }>('sql', { statement, bindings });

  const away = async (): Promise<void> => {
    if (kind === 's3') await s3.pause();
    else await sql('alter table index_rebuild_artifacts rename to artifacts_away');
  };

  const back = async (): Promise<void> => {
    if (kind === 's3') await s3.resume();
    else await sql('alter table artifacts_away rename to index_rebuild_artifacts');
  };

  /** Generations in the store. */
  const stored = async (): Promise<string[]> => {
    if (kind === 's3') {
      return s3.keys('/seal.json').map((key) => key.split('/').at(-2) as string);
    }
    const { rows } = await sql(`select generation from index_rebuild_artifacts where file = 'seal.json'`);
    return rows.map(({ generation }) => generation as string);
  };

  beforeAll(async () => {
    postgres = await startPostgres();
    database = await postgres.createDatabase('index_rebuild');
    if (kind === 's3') s3 = await S3Server.start();
    one = await start(folders.one);
    await one.call('grantSearchToPublic');
    await one.createExperts(sampleExperts(RECORDS));
    await rebuilt(one);
  });

  afterAll(async () => {
    await Promise.all([one, two, ...others].map((app) => app?.stop()));
    await postgres?.stop();
    await s3?.stop();
    for (const folder of [...Object.values(folders), ...others.map((app) => app.folder)]) {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('late joiners fetch what is live, two of them at once onto one disk', async () => {
    const { generation } = await one.status();
    [two] = await Promise.all([start(folders.two), start(folders.two).then((app) => others.push(app))]);
    for (const app of [two, ...others]) await serves(app, generation as string);
    expect(two.generationsOnDisk()).toEqual([generation]);
    expect(await hitsOf(two)).toEqual(await hitsOf(one));
    await Promise.all(others.map((app) => app.stop()));
  });

  it('a rebuild and a rollback on either are followed by the other', async () => {
    const before = (await one.status()).generation as string;
    const next = await rebuilt(two);
    await follows(one, next);
    expect(await hitsOf(one)).toEqual(await hitsOf(two));
    const { body } = await one.restore(before);
    expect(await one.ended(body.data.id)).toMatchObject({ status: 'completed' });
    await follows(two, before);
    expect((await stored()).sort()).toEqual([before, next].sort());
  });

  it('what retention removes is gone from the store and, some time after, from every disk', async () => {
    const before = (await one.generations()).map(({ id }) => id);
    const next = await rebuilt(one);
    await follows(two, next);
    const kept = (await one.generations()).map(({ id }) => id);
    expect(kept).toContain(next);
    expect((await stored()).sort()).toEqual([...kept].sort());
    await Promise.all([one, two].map((app) => app.call('tidyCopies')));
    for (const app of [one, two]) {
      expect(app.generationsOnDisk().filter((id) => !kept.includes(id))).toEqual([]);
      expect(app.generationsOnDisk()).toContain(next);
    }
    expect(before.filter((id) => !kept.includes(id))).toHaveLength(1);
  });

  it('a run that is cancelled before its upload, or loses its lease after it, leaves nothing in the store', async () => {
    const before = (await stored()).sort();
    const cancelled = await failpoints.startRunUntil(one, 'upload');
    await one.cancel(cancelled);
    expect(await one.ended(cancelled)).toMatchObject({ status: 'cancelled' });
    const lost = await failpoints.startRunUntil(one, 'swap');
    expect(await stored()).toHaveLength(before.length + 1);
    await sql('update index_rebuild_catalog set holder = null');
    failpoints.clear();
    expect((await one.ended(lost)).status).toMatch(/failed|interrupted/);
    await until('the store to be as before', async () => `${(await stored()).sort()}` === `${before}`);
  });

  it('a damaged copy is fetched again, without another generation taking its place', async () => {
    const { generation } = await two.status();
    await two.stop();
    truncateSync(path.join(two.generationFolder(generation as string), 'vectors.f32'), 100);
    two = await start(folders.two);
    await serves(two, generation as string);
    expect((await two.status()).run).toMatchObject({ trigger: 'admin' });
  });

  it('one that cannot fetch answers from what it has, says why, and follows once it can', async () => {
    const before = (await two.status()).generation as string;
    const id = await failpoints.startRunUntil(one, 'swap');
    const next = (await one.run(id)).generation as string;
    const bytes = `set_byte(data, 50, get_byte(data, 50) # 255)`;
    const spoil = () =>
      sql(
        `update index_rebuild_artifacts set data = ${bytes} where generation = ? and file = 'vectors.f32' and piece = 0`,
        [next]
      );
    if (kind === 's3') await s3.pause();
    else await spoil();
    failpoints.clear();
    await one.ended(id);
    await serves(one, next);
    const code = kind === 's3' ? 'ARTIFACT_STORE_UNAVAILABLE' : 'GENERATION_CORRUPT';
    const own = async () => (await two.status()).replicas.find(({ self }) => self);
    await until('the problem', async () => (await own())?.problem === code);
    expect(await own()).toMatchObject({ generation: before, current: false });
    expect((await two.search(QUERY)).body.meta.generation).toBe(before);
    const health = await two.request<{ data: { current: boolean } }>('GET', '/api/search/health', {
      token: null,
    });
    expect(health).toMatchObject({ status: 200 });
    if (kind === 's3') await s3.resume();
    else await spoil();
    await serves(two, next);
    await until('no problem', async () => (await own())?.problem === null);
  });

  it('one that starts while the store is away, with an older index or none, says 503 and why until it is back', async () => {
    await two.stop();
    const next = await rebuilt(one);
    await away();
    const starting = [await start(folders.two), await start(temporaryFolder())];
    [two] = starting;
    others.push(starting[1]);
    expect(two.generationsOnDisk()).not.toContain(next);
    const code = 'ARTIFACT_STORE_UNAVAILABLE';
    for (const app of starting) {
      const refusals = ['/api/search?q=coral', '/api/search/health'].map((url) =>
        until(`the reason at ${url}`, async () => {
          const answer = await app.request<ErrorBody>('GET', url, { token: null });
          expect(answer.status).toBe(503);
          return answer.body.error.details.code === code && answer;
        })
      );
      for (const { headers } of await Promise.all(refusals)) {
        expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
      }
      expect(await app.status()).toMatchObject({ status: 'error', error: { code }, searchAvailable: false });
      await until('the others to see it', async () =>
        (await one.status()).replicas.some(
          ({ name, generation, problem }) =>
            name.endsWith(`:${app.pid}`) && generation === null && problem === code
        )
      );
    }
    expect(await one.status()).toMatchObject({ generation: next, run: { trigger: 'admin' } });
    await back();
    for (const app of starting) await serves(app, next);
    expect((await one.status()).generation).toBe(next);
  });

  (canMount ? it : it.skip)('one that has no room to fetch it says 503, and administrators why', async () => {
    const { generation } = await one.status();
    const folder = temporaryFolder();
    // A fetch leaves 64 MB free.
    const disk = new SmallDisk(path.join(folder, 'index'), 80);
    try {
      disk.fillUpTo(40 * MB);
      const app = await start(folder);
      others.push(app);
      const code = 'INSUFFICIENT_DISK';
      for (const url of ['/api/search?q=coral', '/api/search/health']) {
        const { status, headers, body } = await until(`the reason at ${url}`, async () => {
          const answer = await app.request<ErrorBody>('GET', url, { token: null });
          return answer.body.error.details.code === code && answer;
        });
        expect([status, Number(headers.get('retry-after'))]).toEqual([503, 30]);
        expect(body.error.message).toBe('Search is not available now. Try again later.');
      }
      const message = expect.stringMatching(
        /needs about \d+ MB of this server's disk, but only \d+ MB are free/
      );
      expect(await app.status()).toMatchObject({ status: 'error', error: { code, message } });
      disk.makeRoom();
      await serves(app, generation as string);
      await app.stop();
    } finally {
      disk.remove();
    }
  });

  it('the command line lists, rolls back and rebuilds on a machine without any generation', async () => {
    const live = (await one.status()).generation as string;
    const kept = (await one.generations()).map(({ id }) => id);
    const earlier = kept.find((id) => id !== live) as string;
    const empty = temporaryFolder();
    const cli = (...args: string[]) =>
      runCli([...args, '--json'], { env: { ...one.dataEnv, INDEX_REBUILD_DIR: empty, ...env() } });
    const listed = await cli('generations');
    expect(JSON.parse(listed.output).map(({ id }: { id: string }) => id)).toEqual(kept);
    const rolledBack = await cli('rollback', earlier, '--reason', 'Tried from the command line');
    expect(rolledBack).toMatchObject({ code: 0 });
    for (const app of [one, two]) await serves(app, earlier);
    const next = JSON.parse((await cli('rebuild', '--wait')).output).generation;
    for (const app of [one, two]) await serves(app, next);
    expect(await stored()).toContain(next);
    await away();
    const refused = await cli('rollback', live);
    expect(refused.code).not.toBe(0);
    expect(`${refused.output}${refused.errors}`).toContain('ARTIFACT_STORE_UNAVAILABLE');
    await back();
    expect((await one.status()).generation).toBe(next);
    rmSync(empty, { recursive: true });
  });

  it('what the store has lost is given back by a process that serves it', async () => {
    const { generation } = await one.status();
    if (kind === 's3') s3.empty();
    else await sql('delete from index_rebuild_artifacts');
    await until('the generation to be back', async () => (await stored()).includes(generation as string));
    const { code, output, errors } = await runCli(['verify'], {
      env: { ...env(), ...one.dataEnv, ...database.env },
    });
    expect({ code, output, errors }).toMatchObject({ output: expect.stringContaining(generation as string) });
  });
});
