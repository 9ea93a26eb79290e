import { cpSync, existsSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';

import { beekeeper, sampleExperts } from '../support/sample-experts';
import { temporaryFolder, TestApp } from '../support/test-app';
import { until } from '../support/until';

/** Every file below a folder with its path, so that nothing can go unnoticed. */
const filesIn = (folder: string): string[] => readdirSync(folder, { recursive: true }).map(String).sort();

describe('two applications with separate databases on one storage folder', () => {
  const storage = temporaryFolder();
  const env = { INDEX_REBUILD_DIR: storage };
  let ours: TestApp;
  let theirs: TestApp;
  let installation: string;

  const folderOf = (id: string): string => path.join(storage, id, 'generations');

  beforeAll(async () => {
    ours = await TestApp.start({ env });
    await ours.call('grantSearchToPublic');
    await ours.createExperts(sampleExperts(12));
    await ours.rebuild();
    await ours.rebuild();
    ({ installation } = (await ours.status()).storage);
  });

  afterAll(async () => {
    await Promise.all([ours.remove(), theirs?.remove()]);
    rmSync(storage, { recursive: true, force: true });
  });

  it('leave each other’s files alone at start and after a rebuild', async () => {
    const before = filesIn(folderOf(installation));
    // A manifest and at least three files of each generation.
    expect(before.length).toBeGreaterThanOrEqual(8);
    theirs = await TestApp.start({ env });
    await theirs.call('grantSearchToPublic');
    await theirs.createExperts([...sampleExperts(6), beekeeper('Mo')]);
    const { generation } = await theirs.rebuild();
    expect(filesIn(folderOf(installation))).toEqual(before);
    const other = (await theirs.status()).storage;
    expect(other).toEqual({
      installation: expect.stringMatching(/^[0-9a-f]{32}$/),
      unknownGenerations: [],
      otherInstallations: 1,
      error: null,
    });
    expect(other.installation).not.toBe(installation);
    expect(readdirSync(folderOf(other.installation))).toEqual([generation]);
  });

  it('both answer from their own content, even after a restart', async () => {
    const { generation } = await ours.status();
    await ours.stop();
    ours = await TestApp.start({ folder: ours.folder, env });
    const served = await until('search to answer', async () => {
      const found = await ours.search('honey bees');
      return found.status === 200 && found;
    });
    expect(served.body.meta.generation).toBe(generation);
    expect(served.body.data.map(({ name }) => name)).not.toContain('Mo');
    expect((await theirs.search('honey bees')).body.data[0].name).toBe('Mo');
    expect((await ours.status()).storage).toMatchObject({ installation, otherInstallations: 1 });
  });
});

describe('a database that is restored from an older copy', () => {
  const backup = temporaryFolder();
  let app: TestApp;
  const generations: string[] = [];

  beforeAll(async () => {
    app = await TestApp.start();
    await app.call('grantSearchToPublic');
    await app.createExperts(sampleExperts(12));
    generations.push((await app.rebuild()).generation as string);
    await app.stop();
    cpSync(path.join(app.folder, 'data.db'), path.join(backup, 'data.db'));
    app = await TestApp.start({ folder: app.folder });
    // So many that the one which the copy calls live is not kept.
    for (let more = 0; more < 3; more += 1) generations.push((await app.rebuild()).generation as string);
    expect(existsSync(app.generationFolder(generations[0]))).toBe(false);
    await app.stop();
    for (const end of ['-wal', '-shm']) rmSync(path.join(app.folder, `data.db${end}`), { force: true });
    cpSync(path.join(backup, 'data.db'), path.join(app.folder, 'data.db'));
  });

  afterAll(async () => {
    await app.remove();
    rmSync(backup, { recursive: true, force: true });
  });

  it('searches with its newest generation again, removes none and reports what it found', async () => {
    const [, second, third, newest] = generations;
    let log = '';
    app = await TestApp.start({ folder: app.folder, onOutput: (text) => (log += text) });
    const answer = await until('search to answer', async () => {
      const found = await app.search('coral reefs');
      return found.status === 200 && found;
    });
    expect(answer.body.meta.generation).toBe(newest);
    expect(log).toContain('3 complete and 0 partial builds that this database does not know, which are kept');
    const status = await until('the report to be up to date', async () => {
      const now = await app.status();
      return now.storage.unknownGenerations.length === 2 && now.status === 'done' && now;
    });
    expect(status).toMatchObject({
      generation: newest,
      recordsAtRebuild: 12,
      run: { kind: 'rollback', trigger: 'recovery', status: 'completed' },
    });
    expect(status.storage.unknownGenerations.map(({ id }) => id).sort()).toEqual([second, third].sort());
    expect(status.storage.unknownGenerations[0]).toMatchObject({ complete: true, records: 12 });
    expect(app.generationsOnDisk().sort()).toEqual([second, third, newest].sort());
  });

  it('keeps unknown generations through a restart and a rebuild, which embeds nothing again', async () => {
    const [, second, third] = generations;
    await app.stop();
    app = await TestApp.start({ folder: app.folder });
    expect(await app.rebuild()).toMatchObject({ status: 'completed', records: { embedded: 0, reused: 12 } });
    expect(app.generationsOnDisk()).toEqual(expect.arrayContaining([second, third]));
  });
});
