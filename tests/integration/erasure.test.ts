import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

import type { Run } from '../../src/plugins/index-rebuild/shared/contracts';
import { runCli } from '../support/cli';
import { Failpoints } from '../support/failpoints';
import { sampleExperts } from '../support/sample-experts';
import { temporaryFolder, TestApp } from '../support/test-app';
import { until } from '../support/until';

/** A word that only one record has, and what search makes of it. */
const MARK = 'zyxomanometer';

/** Every file below a folder that has the word in it, in any case. */
const filesWith = (folder: string, word: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(folder, name))
    .filter((file) => statSync(file).isFile() && readFileSync(file, 'latin1').toLowerCase().includes(word));

describe('erasure of a record from the command line', () => {
  const folder = temporaryFolder();
  const index = path.join(folder, 'index');
  const failpoints = new Failpoints(folder);
  let app: TestApp;
  let erased: string;
  let failing: string;

  const purge = async (documentId: string) => {
    const ended = await runCli(['purge', documentId, '--json'], {
      env: { ...failpoints.env, ...app.dataEnv },
    });
    return { ...ended, result: ended.output === '' ? null : JSON.parse(ended.output) };
  };

  const remove = (documentId: string) => app.call('document', { action: 'delete', documentId });

  beforeAll(async () => {
    app = await TestApp.start({ folder, env: failpoints.env });
    await app.call('grantSearchToPublic');
    await app.createExperts(sampleExperts(12));
    await app.rebuild();
    [erased] = await app.createExperts([{ name: 'Quentin Quarx', bio: `Builds the ${MARK}.` }]);
    // Has nothing but its name, so each run lists it as failed.
    [failing] = await app.createExperts([{ name: 'Petra Plain' }]);
    await app.rebuild();
  });

  afterAll(async () => {
    failpoints.clear();
    await app.remove();
  });

  it('refuses a record that is published, and says where', async () => {
    const { code, errors } = await purge(erased);
    expect(code).toBe(6);
    expect(errors).toContain('RECORD_STILL_PUBLISHED');
    expect(errors).toContain('api::expert.expert');
    expect(await app.generations()).toHaveLength(2);
  });

  it('rebuilds without it, then removes every index version that had it', async () => {
    const [withIt, without] = await app.generations();
    expect(filesWith(index, MARK)).not.toEqual([]);
    await remove(erased);
    const { code, result } = await purge(erased);
    expect(code).toBe(0);
    expect(result).toEqual({ removed: [withIt.id], runs: 0 });
    const { generation } = await app.status();
    expect((await app.generations()).map(({ id }) => id)).toEqual([generation, without.id]);
    expect(filesWith(index, MARK)).toEqual([]);
    const run = (await app.request<{ data: Run[] }>('GET', '/index-rebuild/runs')).body.data[0];
    expect(run).toMatchObject({ kind: 'rebuild', trigger: 'cli', reason: `Erasure of ${erased}` });
    await until(
      'the server to follow',
      async () => (await app.search('coral')).body.meta.generation === generation
    );
  });

  it('removes partial builds, takes it off the lists of failed records, and rebuilds only when needed', async () => {
    const { data } = (await app.request<{ data: Run[] }>('GET', '/index-rebuild/runs')).body;
    const listing: string[] = [];
    for (const { id } of data) if ((await app.failures(id)).length > 0) listing.push(id);
    expect(listing.length).toBeGreaterThan(0);
    const cancelled = await failpoints.startRunUntil(app, 'verify');
    await app.cancel(cancelled);
    await app.ended(cancelled);
    failpoints.clear();
    const { generation } = await app.status();
    const complete = (await app.generations()).map(({ id }) => id);
    const partial = app.generationsOnDisk().filter((id) => !complete.includes(id));
    expect(partial).toHaveLength(1);
    await remove(failing);
    const { code, result } = await purge(failing);
    expect(code).toBe(0);
    expect(result).toEqual({ removed: partial, runs: listing.length });
    expect((await app.status()).generation).toBe(generation);
    for (const id of listing) expect(await app.failures(id)).toEqual([]);
  });

  it('waits for nobody: another run that is active is named', async () => {
    const id = await failpoints.startRunUntil(app, 'embed');
    const { code, errors } = await purge('unknown');
    expect(code).toBe(3);
    expect(errors).toContain(id);
    failpoints.clear();
    await app.cancel(id);
    await app.ended(id);
  });
});
