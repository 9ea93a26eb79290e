import { truncateSync } from 'node:fs';
import path from 'node:path';

import { runCli } from '../support/cli';
import { Failpoints } from '../support/failpoints';
import { beekeeper, sampleExperts } from '../support/sample-experts';
import { temporaryFolder, TestApp } from '../support/test-app';
import { until } from '../support/until';

const RECORDS = 12;

describe('the command line beside a running Strapi', () => {
  const folder = temporaryFolder();
  const failpoints = new Failpoints(folder);
  let app: TestApp;

  beforeAll(async () => {
    app = await TestApp.start({ folder, env: failpoints.env });
    await app.call('grantSearchToPublic');
    await app.createExperts(sampleExperts(RECORDS));
  });

  afterAll(async () => {
    failpoints.clear();
    await app.remove();
  });

  const start = (...args: string[]) => runCli(args, { env: { ...failpoints.env, ...app.dataEnv } });

  const serves = (generation: string): Promise<unknown> =>
    until(
      'the server to follow',
      async () => (await app.search('coral')).body.meta?.generation === generation
    );

  it.each([
    ['no command', []],
    ['an unknown command', ['reindex']],
    ['an unknown option', ['status', '--force']],
    ['an option of another command', ['status', '--wait']],
    ['a rollback without an id', ['rollback']],
    ['a word too many', ['status', 'now']],
  ])('exits with 2 and shows the usage for %s', async (_, args) => {
    const { code, errors } = await start(...args);
    expect(code).toBe(2);
    expect(errors).toContain('Usage: index-rebuild');
  });

  it('rebuild --wait prints plain lines to a pipe, and the running server follows the swap', async () => {
    const { code, output, errors } = await start('rebuild', '--wait', '--json');
    expect(errors.trim().split('\n')).toEqual(
      expect.arrayContaining([expect.stringMatching(/^embed/), expect.stringMatching(/^retire done/)])
    );
    expect(code).toBe(0);
    const run = JSON.parse(output);
    expect(run).toMatchObject({ status: 'completed', trigger: 'cli', records: { embedded: RECORDS } });
    expect(run.startedBy).toBeTruthy();
    await serves(run.generation);
    expect(app.children('searcher')).toHaveLength(1);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('cancels its run on %s, and exits with 5', async (signal) => {
    failpoints.set('embed');
    let pid = 0;
    const ended = runCli(['rebuild', '--wait'], {
      env: { ...failpoints.env, ...app.dataEnv },
      onStart: (id) => (pid = id),
    });
    await until('the stage', async () => {
      const { status, run } = await app.status();
      return status === 'running' && run?.stage === 'embed';
    });
    process.kill(pid, signal);
    const { code, output } = await ended;
    failpoints.clear();
    expect([code, output]).toEqual([5, expect.stringMatching(/cancelled/i)]);
    expect((await app.status()).run).toMatchObject({ status: 'cancelled', trigger: 'cli' });
  });

  it('status and generations report what the admin shows', async () => {
    const { generation } = await app.status();
    // As the docs write it.
    const status = await runCli(['status'], { env: app.dataEnv, program: ['npx', 'index-rebuild'] });
    expect(status.code).toBe(0);
    expect(status.output).toMatch(/Status +Complete/);
    expect(status.output).toContain(generation);
    expect(status.output).toMatch(new RegExp(`Records at rebuild +${RECORDS}`));
    expect(status.output).toMatch(/Drift +none/);
    const generations = await start('generations');
    expect(generations.output).toMatch(new RegExp(`${generation} +live`));
  });

  it('status reports drift in one line, and which database and folder it looked at', async () => {
    await app.createExperts([beekeeper('Ida')]);
    await until('the drift', async () => (await app.drift())?.added === 1);
    const { DATABASE_FILENAME, INDEX_REBUILD_DIR } = app.dataEnv;
    const { output } = await start('status');
    expect(output).toMatch(/Drift +1 added, 0 changed, 0 removed since 2/);
    expect(output).toMatch(new RegExp(`Database +${DATABASE_FILENAME}$`, 'm'));
    expect(output).toMatch(new RegExp(`Index folder +${INDEX_REBUILD_DIR}$`, 'm'));
    expect(JSON.parse((await start('status', '--json')).output)).toMatchObject({
      database: DATABASE_FILENAME,
      storageDir: INDEX_REBUILD_DIR,
      drift: { added: 1 },
    });
  });

  it.each([
    ['rebuild', []],
    ['rebuild', ['--wait']],
    ['tag', ['--wait']],
    ['rollback', ['9-0123456789ab']],
    ['cancel', []],
  ])('%s %p first prints the database and the folder that it works on', async (name, options) => {
    const { errors } = await start(name, ...options);
    const { DATABASE_FILENAME, INDEX_REBUILD_DIR } = app.dataEnv;
    expect(errors.split('\n')[0]).toBe(`Database ${DATABASE_FILENAME}, index ${INDEX_REBUILD_DIR}`);
    await until('the end of the run', async () => (await app.status()).status !== 'running');
  });

  it('rebuild without --wait returns at once; a second start exits with 3; cancel ends the run', async () => {
    await app.createExperts([beekeeper('Kit')]);
    failpoints.set('embed');
    const background = await start('rebuild');
    expect(background.code).toBe(0);
    const [, id] = background.output.match(/^Run (\S+) started/) ?? [];
    await until('the embed stage', async () => (await app.run(id)).stage === 'embed');
    const second = await start('rebuild', '--wait');
    expect(second.code).toBe(3);
    expect(second.errors).toContain(`RUN_IN_PROGRESS: A rebuild or tagging is already running (run ${id})`);
    expect((await app.startRun()).status).toBe(409);
    expect((await start('cancel')).code).toBe(0);
    failpoints.clear();
    expect(await app.run(id)).toMatchObject({ status: 'cancelled', trigger: 'cli' });
    expect((await start('cancel')).code).toBe(6);
  });

  it('cancels a run of the server', async () => {
    const id = await failpoints.startRunUntil(app, 'build');
    const { code, output } = await start('cancel');
    failpoints.clear();
    expect(code).toBe(0);
    expect(output).toContain('cancelled');
    expect(await app.run(id)).toMatchObject({ status: 'cancelled', trigger: 'admin' });
  });

  it('rebuild exits with 4 when the run fails, and --allow-shrink lets it go on', async () => {
    const first = (await app.rebuild()).generation as string;
    const ids = app.manifest(first).records.map(({ documentId }) => documentId);
    for (const documentId of ids.slice(0, 9)) await app.call('unpublishExpert', { documentId });
    const refused = await start('rebuild', '--wait');
    expect(refused.code).toBe(4);
    expect(refused.output).toContain('SOURCE_SHRUNK');
    expect((await start('rebuild', '--wait', '--allow-shrink')).code).toBe(0);
  });

  it('rollback promotes an earlier generation; an unknown one exits with 6', async () => {
    const target = (await app.generations()).find(({ live }) => !live)?.id as string;
    const { code } = await start('rollback', target, '--reason', 'Tried from the shell');
    expect(code).toBe(0);
    await serves(target);
    expect((await app.status()).run).toMatchObject({ kind: 'rollback', reason: 'Tried from the shell' });
    expect((await start('rollback', '9-0123456789ab')).code).toBe(6);
  });

  it('verify exits with 0 while the files are intact and with 7 when one is damaged', async () => {
    expect((await start('verify')).code).toBe(0);
    const damaged = (await app.generations()).find(({ live }) => !live)?.id as string;
    truncateSync(path.join(app.generationFolder(damaged), 'vectors.f32'), 64);
    const { code, output } = await start('verify');
    expect(code).toBe(7);
    expect(output).toMatch(new RegExp(`${damaged} +GENERATION_CORRUPT`));
  });
});
