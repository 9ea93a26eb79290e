import { cpSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { startLoad } from '../support/load';
import { isAlive } from '../support/processes';
import { beekeeper, sampleExperts } from '../support/sample-experts';
import { TestApp, WITHOUT_OVERLAY } from '../support/test-app';
import { until } from '../support/until';

describe('processes that die and files that are damaged', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await TestApp.start({ env: WITHOUT_OVERLAY });
    await app.call('grantSearchToPublic');
    await app.createExperts(sampleExperts(60));
    await app.rebuild();
  });

  afterAll(() => app.remove());

  const answering = async (generation: string | null): Promise<void> => {
    const { status, body } = await app.search('coral reefs');
    expect(status).toBe(200);
    expect(body.meta.generation).toBe(generation);
  };

  it('a killed builder fails its run and nothing else', async () => {
    const { generation } = await app.status();
    await app.createExperts(sampleExperts(200).map((expert) => ({ ...expert, location: 'Lima' })));
    const { body } = await app.startRun();
    await until('some embedded records', async () => (await app.run(body.data.id)).records.embedded > 0);
    const [builder] = app.children('builder');
    process.kill(builder, 'SIGKILL');
    const run = await app.ended(body.data.id);
    expect(run).toMatchObject({ status: 'failed', error: { code: 'BUILDER_DIED' } });
    expect(run.error?.message).toContain('SIGKILL');
    await answering(generation);
    expect(await app.status()).toMatchObject({ status: 'error', generation, searchAvailable: true });
    expect(app.generationsOnDisk()).toHaveLength(2);
    const next = await app.rebuild();
    expect(next).toMatchObject({ status: 'completed', records: { total: 260 } });
    // What the killed builder had embedded was not embedded again, and is gone now.
    expect(next.records.reused).toBeGreaterThan(60);
    expect(app.generationsOnDisk().sort()).toEqual([generation, next.generation].sort());
  });

  it('a searcher killed under queries comes back, and no query fails', async () => {
    const { generation } = await app.status();
    const [searcher] = app.children('searcher');
    const queries = Array.from({ length: 30 }, (_, index) => app.search(`coral reef ${index}`));
    process.kill(searcher, 'SIGKILL');
    const more = Array.from({ length: 10 }, (_, index) => app.search(`steel cable ${index}`));
    const answers = await Promise.all([...queries, ...more]);
    expect(answers.map(({ status }) => status)).toEqual(Array(40).fill(200));
    expect(new Set(answers.map(({ body }) => body.meta.generation))).toEqual(new Set([generation]));
    expect(isAlive(searcher)).toBe(false);
    expect(app.children('searcher')).toHaveLength(1);
  });

  it('a searcher killed again and again comes back each time, and no query fails', async () => {
    const load = startLoad(4, () => app, { restMs: 100 });
    for (let kill = 0; kill < 6; kill += 1) {
      const searcher = await until('a searcher', () => app.children('searcher')[0]);
      const answered = load.seen.length;
      await until('answers', () => load.seen.length > answered + 5);
      process.kill(searcher, 'SIGKILL');
      await until('its end', () => !isAlive(searcher));
    }
    await answering((await app.status()).generation);
    await load.stop();
    expect(load.failed()).toEqual([]);
  });

  it('a searcher killed during a rebuild does not disturb the rebuild', async () => {
    await app.createExperts([beekeeper('Mo')]);
    const { body } = await app.startRun();
    process.kill(app.children('searcher')[0], 'SIGKILL');
    expect(await app.ended(body.data.id)).toMatchObject({ status: 'completed' });
    const found = await app.search('beekeeping and honey');
    expect(found.body.data[0].name).toBe('Mo');
    await until('one searcher alone', () => app.children('searcher').length === 1);
  });

  it('Strapi, shut down during a rebuild, ends the run and its children', async () => {
    await app.createExperts(sampleExperts(150).map((expert) => ({ ...expert, location: 'Oslo' })));
    const { generation } = await app.status();
    const { body } = await app.startRun();
    const [builder] = await until('the builder', () => {
      const found = app.children('builder');
      return found.length > 0 && found;
    });
    const [searcher] = app.children('searcher');
    await app.stop();
    expect([builder, searcher].map(isAlive)).toEqual([false, false]);
    app = await TestApp.start({ folder: app.folder, env: WITHOUT_OVERLAY });
    const run = await app.run(body.data.id);
    expect(run).toMatchObject({ status: 'interrupted', error: { code: 'RUN_INTERRUPTED' } });
    await answering(generation);
  });

  it('Strapi, killed during a rebuild, leaves no run active and no child alive', async () => {
    const { generation } = await app.status();
    await app.stop();
    app = await TestApp.start({ folder: app.folder, env: { INDEX_REBUILD_LEASE_SECONDS: '2' } });
    const { body } = await app.startRun();
    const [builder] = await until('the builder', () => {
      const found = app.children('builder');
      return found.length > 0 && found;
    });
    await app.kill();
    await until('the end of the builder', () => !isAlive(builder));
    app = await TestApp.start({ folder: app.folder, env: WITHOUT_OVERLAY });
    const run = await app.ended(body.data.id);
    expect(run).toMatchObject({ status: 'interrupted' });
    await answering(generation);
    expect(await app.rebuild()).toMatchObject({ status: 'completed' });
  });

  const damages: [string, string, (folder: string) => void][] = [
    [
      'truncated vectors',
      'GENERATION_CORRUPT',
      (folder) => truncateSync(path.join(folder, 'vectors.f32'), 1000),
    ],
    [
      'a manifest that is not JSON',
      'GENERATION_CORRUPT',
      (folder) => writeFileSync(path.join(folder, 'manifest.json'), '{'),
    ],
    ['a file that is missing', 'GENERATION_CORRUPT', (folder) => rmSync(path.join(folder, 'passages.jsonl'))],
    ['a folder that is missing', 'GENERATION_MISSING', (folder) => rmSync(folder, { recursive: true })],
  ];

  /** So that the damage stays until somebody clicks; recovery.test.ts shows how it heals by itself. */
  const withoutRecovery = {
    INDEX_REBUILD_SETTINGS: JSON.stringify({ recovery: { promote: false, rebuild: false } }),
  };

  it.each(damages)(
    '%s at boot: Strapi starts, search says 503, the status says why',
    async (_, code, damage) => {
      const { generation } = await app.status();
      await app.stop();
      damage(app.generationFolder(generation as string));
      app = await TestApp.start({ folder: app.folder, env: withoutRecovery });
      const answer = await app.search('coral reefs');
      expect(answer.status).toBe(503);
      expect(answer.body).toMatchObject({ error: { details: { code } } });
      // Anybody may ask: neither where the files are nor what is wrong with which one is said.
      expect(JSON.stringify(answer.body)).not.toMatch(/ENOENT|index-rebuild-|\.(f32|json|jsonl)/);
      expect(answer.headers.get('retry-after')).toMatch(/^\d+$/);
      expect(await app.status()).toMatchObject({
        status: 'error',
        generation,
        searchAvailable: false,
        error: { code, message: expect.stringContaining('Run a rebuild') },
      });
      expect(await app.rebuild()).toMatchObject({ status: 'completed' });
      expect(await app.status()).toMatchObject({ status: 'done', error: null });
      expect((await app.search('coral reefs')).status).toBe(200);
    }
  );

  it('without the model, search by words goes on, and by meaning once the model is back', async () => {
    await app.stop();
    const modelDir = path.join(app.folder, 'model');
    app = await TestApp.start({ folder: app.folder, env: { INDEX_REBUILD_MODEL_DIR: modelDir } });
    await until('search by words', async () => (await app.search('coral', '&mode=lexical')).status === 200);
    for (const mode of ['hybrid', 'semantic']) {
      const { status, headers, body } = await app.search('coral', `&mode=${mode}`);
      expect([status, Number(headers.get('retry-after')) > 0]).toEqual([503, true]);
      expect(body).toMatchObject({
        error: {
          details: { code: 'EMBEDDER_UNAVAILABLE' },
          message: expect.stringContaining('mode=lexical'),
        },
      });
      expect(JSON.stringify(body)).not.toContain(app.folder);
    }
    expect(app.log).toMatch(/answers by words alone: .*a file is missing/);
    cpSync(path.resolve(__dirname, '../../.index-rebuild/models/all-MiniLM-L6-v2-int8'), modelDir, {
      recursive: true,
    });
    await until('search by meaning', async () => (await app.search('coral')).status === 200);
  });

  it('leaves no temporary file behind in a finished generation', async () => {
    const { generation } = await app.status();
    expect(readdirSync(app.generationFolder(generation as string)).sort()).toEqual([
      'lexical.bin',
      'manifest.json',
      'passages.jsonl',
      'suggestions.bin',
      'values.jsonl',
      'vectors.f32',
    ]);
  });
});
