import { rmSync } from 'node:fs';

import type { Run } from '../../src/plugins/index-rebuild/shared/contracts';
import { Failpoints } from '../support/failpoints';
import { startLoad, type Load, type Seen } from '../support/load';
import { startPostgres, type Postgres, type PostgresDatabase } from '../support/postgres';
import { Relay } from '../support/relay';
import { S3_ENV, S3Server } from '../support/s3';
import { beekeeper, sampleExperts } from '../support/sample-experts';
import { Standby } from '../support/standby';
import { temporaryFolder, TestApp } from '../support/test-app';
import { until } from '../support/until';

const RECORDS = 12;
const QUERY = 'coral reefs';
/** As many answers as make sure that each query was asked. */
const QUERIES_SEEN = 20;

/** `kept`: whether the generation that the standby calls live is still kept when it takes over. */
type Case = { kind: 'fs' | 'db' | 's3'; kept: boolean };

const CASES: Case[] = [
  { kind: 'fs', kept: true },
  { kind: 'db', kept: true },
  { kind: 's3', kept: false },
];

const tokenOf = (generation: string): string => generation.split('-')[0];

describe.each(CASES)('PostgreSQL fails over to a standby that lagged; store $kind, kept: $kept', (world) => {
  const { kind, kept } = world;
  const failpoints = new Failpoints(temporaryFolder());
  const own = [temporaryFolder(), temporaryFolder()];
  const folders = kind === 'fs' ? [own[0], own[0]] : own;
  /** Generations that only the lost primary has called live. */
  const lost: string[] = [];
  let primary: Postgres;
  let standby: Standby;
  let relay: Relay;
  let database: PostgresDatabase;
  let s3: S3Server | undefined;
  let one: TestApp;
  let two: TestApp;
  let known: string;
  /** The run that the standby saw begin, and the one that was active when the primary was lost. */
  let seenBegin: string;
  let active: Run;
  let load: Load[];
  /** Which processes have said that the database has lost something. */
  const noticed = new Set<number>();

  const env = (): Record<string, string> => ({
    ...database.env,
    ...S3_ENV,
    ...failpoints.env,
    DATABASE_PORT: String(relay.port),
    INDEX_REBUILD_LEASE_SECONDS: '3',
    INDEX_REBUILD_SETTINGS: JSON.stringify({
      artifacts: s3?.settings ?? { kind },
      retention: { generations: kept ? 4 : 2 },
    }),
  });

  const start = (which: 0 | 1): Promise<TestApp> =>
    TestApp.start({
      folder: folders[which],
      env: env(),
      onOutput(text) {
        if (text.includes('the database has lost what was written last')) noticed.add(which);
      },
    });

  const both = <T>(work: (app: TestApp) => Promise<T>): Promise<T[]> => Promise.all([one, two].map(work));

  const serves = (app: TestApp, generation: string): Promise<unknown> =>
    until(`${generation} to be served`, async () => {
      const { status, body } = await app.search(QUERY);
      return status === 200 && body.meta.generation === generation;
    });

  const rebuilt = async (app: TestApp): Promise<string> => {
    const run = await app.rebuild();
    expect(run).toMatchObject({ status: 'completed', error: null });
    await both((each) => serves(each, run.generation as string));
    return run.generation as string;
  };

  /** Complete generations where all processes have them from. */
  const stored = async (): Promise<string[]> => {
    if (s3) return s3.keys('/seal.json').map((key) => key.split('/').at(-2) as string);
    if (kind === 'fs') return one.generationsOnDisk();
    const statement = `select generation from index_rebuild_artifacts where file = 'seal.json'`;
    const { rows } = await one.call<{ rows: { generation: string }[] }>('sql', { statement, bindings: [] });
    return rows.map(({ generation }) => generation);
  };

  beforeAll(async () => {
    primary = await startPostgres();
    standby = await Standby.of(primary);
    relay = await Relay.start(primary.port);
    database = await primary.createDatabase('index_rebuild');
    if (kind === 's3') s3 = await S3Server.start();
    one = await start(0);
    await one.call('grantSearchToPublic');
    await one.createExperts(sampleExperts(RECORDS));
    two = await start(1);
    known = await rebuilt(one);
  });

  afterAll(async () => {
    await Promise.all((load ?? []).map((each) => each.stop()));
    await Promise.all([one, two].map((app) => app?.stop()));
    await relay?.stop();
    await standby?.stop();
    await primary?.stop();
    await s3?.stop();
    for (const folder of own) rmSync(folder, { recursive: true, force: true });
  });

  it('the primary goes on alone, and is lost with a run under way', async () => {
    seenBegin = await failpoints.startRunUntil(one, 'embed');
    await standby.caughtUp();
    standby.loseTouch();
    failpoints.clear();
    lost.push((await one.ended(seenBegin)).generation as string);
    await one.createExperts([beekeeper('Lost Lena')]);
    lost.push(await rebuilt(two));
    expect((await one.search('honey bees')).body.data[0].name).toBe('Lost Lena');
    if (!kept) await both((app) => app.call('tidyCopies'));
    active = await one.run(await failpoints.startRunUntil(one, 'swap'));
    lost.push(active.generation as string);
    if (kind !== 'db') expect((await stored()).includes(known)).toBe(kept);
  });

  it('search answers from one generation or says 503 while the standby takes over', async () => {
    load = [one, two].map((app) => startLoad(2, () => app, { restMs: 50, parameters: '&mode=lexical' }));
    await until('answers', () => load.every(({ seen }) => seen.length > QUERIES_SEEN));
    primary.kill();
    relay.cut();
    await standby.promote();
    relay.switchTo(standby.server.port);
    failpoints.clear();
    const now = await until('both to serve what is live', async () => {
      const pointers = await both((app) => app.status()).catch(() => []);
      const answers = await both((app) => app.search(QUERY));
      const all = [
        ...pointers.map(({ generation }) => generation),
        ...answers.map(({ body }) => body.meta?.generation),
      ];
      return all.length === 4 && new Set(all).size === 1 && all[0];
    });
    if (kept || kind === 'db') expect(now).toBe(known);
    else expect(now).not.toBe(known);
    await Promise.all(load.map((each) => each.stop()));
    const seen: Seen[] = load.flatMap((each) => each.seen);
    const answered = seen.filter(({ status }) => status === 200);
    const statuses = [...new Set(seen.map(({ status }) => status))].sort();
    expect(statuses.filter((status) => status !== 200 && status !== 503)).toEqual([]);
    expect(answered.filter(({ generation }) => ![known, ...lost].includes(generation))).toEqual([]);
    // The same records have the same texts in all of them, so every answer is the one before the failover. By
    // meaning they may differ: each process embeds a query by itself, and not to the last digit. Records that are
    // equally good may change places between generations.
    const hitsOf = ({ ids }: Seen): string => [...ids].sort().join();
    const before = new Map(answered.slice(0, QUERIES_SEEN).map((one) => [one.query, hitsOf(one)]));
    expect([...before.values()].join('')).not.toBe('');
    const others = answered.filter((one) => hitsOf(one) !== before.get(one.query));
    expect(others.map((one) => ({ ...one, before: before.get(one.query) }))).toEqual([]);
  });

  it('each process notices what the database has lost, and compares all records', async () => {
    await until('both to notice', () => noticed.size === 2);
  });

  it('no run is stuck: what the standby saw begin was interrupted, what it never saw is gone', async () => {
    expect(await one.ended(seenBegin)).toMatchObject({ status: 'interrupted' });
    const { status } = await one.request('GET', `/index-rebuild/runs/${active.id}`);
    expect(status).toBe(404);
    await until('the end of the builder', () => one.children('builder').length === 0);
  });

  it('what was published after the standby lost touch is not found any more', async () => {
    for (const app of [one, two]) {
      const { body } = await app.search('honey bees', '&minScore=0');
      expect(body.data.map(({ name }) => name)).not.toContain('Lost Lena');
      expect(body.data).toHaveLength(10);
    }
  });

  it('rebuilds complete under tokens that were given before, with ids of their own', async () => {
    const before = [known, ...lost];
    const next = [await rebuilt(two), await rebuilt(one)];
    expect(next.filter((id) => before.includes(id))).toEqual([]);
    expect(before.map(tokenOf)).toEqual(expect.arrayContaining([tokenOf(next[0])]));
    const names = (await one.generations()).map(({ id }) => id);
    expect(names.slice(0, 2)).toEqual([...next].reverse());
    expect((await stored()).filter((id) => !names.includes(id))).toEqual([]);
  });
});
