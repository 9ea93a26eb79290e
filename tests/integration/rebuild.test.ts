import { beekeeper, sampleExperts } from '../support/sample-experts';
import { TestApp, WITHOUT_OVERLAY } from '../support/test-app';

const OCEAN = 'someone who knows about life in the ocean';

describe('a rebuild', () => {
  let app: TestApp;
  let ids: string[];

  beforeAll(async () => {
    app = await TestApp.start({ env: WITHOUT_OVERLAY });
    await app.call('grantSearchToPublic');
  });

  afterAll(() => app.remove());

  it('is needed before the first search', async () => {
    const { status, headers, body } = await app.search('coral');
    expect(status).toBe(503);
    expect(headers.get('retry-after')).toMatch(/^\d+$/);
    expect(body).toMatchObject({ error: { details: { code: 'NO_GENERATION' } } });
    expect(await app.status()).toEqual({
      drift: null,
      overlay: null,
      replicas: expect.any(Array),
      status: 'idle',
      run: null,
      startedAt: null,
      lastRebuildAt: null,
      recordsAtRebuild: null,
      lastSwap: null,
      nextRebuild: null,
      error: null,
      generation: null,
      searchAvailable: false,
      sources: [{ uid: 'api::expert.expert', label: 'Expert', isSingleType: false }],
      embedder: { model: 'all-MiniLM-L6-v2-int8', languages: ['en'] },
      tagging: true,
      storage: {
        installation: expect.stringMatching(/^[0-9a-f]{32}$/),
        unknownGenerations: [],
        otherInstallations: 0,
        error: null,
      },
    });
  });

  it('is refused while nothing is published, and nothing is swapped', async () => {
    await app.createExperts(sampleExperts(2), { status: 'draft' });
    const run = await app.rebuild();
    expect(run).toMatchObject({ status: 'failed', error: { code: 'SOURCE_EMPTY' } });
    expect(await app.status()).toMatchObject({
      status: 'error',
      generation: null,
      error: { code: 'SOURCE_EMPTY', message: expect.stringContaining('Publish at least one') },
    });
  });

  it('makes published experts findable by meaning and shows in the status', async () => {
    ids = await app.createExperts(sampleExperts(30));
    const run = await app.rebuild();
    expect(run).toMatchObject({
      status: 'completed',
      kind: 'rebuild',
      trigger: 'admin',
      startedBy: 'Ada Admin',
      records: { total: 30, embedded: 30, reused: 0, failed: 0 },
      warning: null,
      error: null,
    });
    expect(run.stages.map(({ stage, state }) => `${stage} ${state}`)).toEqual([
      'preflight done',
      'snapshot done',
      'tag done',
      'embed done',
      'build done',
      'verify done',
      'swap done',
      'write-tags done',
      'compare done',
      'retire done',
    ]);
    expect(await app.status()).toMatchObject({
      status: 'done',
      lastRebuildAt: run.finishedAt,
      recordsAtRebuild: 30,
      lastSwap: { run: run.id, kind: 'rebuild', at: run.finishedAt, search: run.search },
      generation: run.generation,
      searchAvailable: true,
    });
    const { status, body } = await app.search(OCEAN, '&minScore=0');
    expect(status).toBe(200);
    expect(body.meta.generation).toBe(run.generation);
    expect(body.data).toHaveLength(10);
    expect(body.data[0]).toMatchObject({ title: 'Marine biologist', score: expect.any(Number) });
    const scores = body.data.map(({ score }) => score);
    expect(scores).toEqual([...scores].sort((left, right) => right - left));
  });

  it('writes a manifest that names exactly the published records', async () => {
    const { generation } = await app.status();
    const { records } = app.manifest(generation as string);
    expect(records.map(({ documentId }) => documentId).sort()).toEqual([...ids].sort());
    expect(new Set(records.map(({ fingerprint }) => fingerprint)).size).toBe(30);
  });

  it('embeds only what has changed', async () => {
    await app.createExperts([beekeeper('Bo')]);
    expect((await app.rebuild()).records).toEqual({
      total: 31,
      embedded: 1,
      reused: 30,
      failed: 0,
      tagged: 0,
    });
    const { body } = await app.search('beekeeping and honey');
    expect(body.data[0].name).toBe('Bo');
  });

  it('lists a record without text on the run and indexes the rest', async () => {
    const [documentId] = await app.createExperts([{ name: 'Only A. Name' }]);
    const run = await app.rebuild();
    expect(run).toMatchObject({ status: 'completed', records: { total: 32, failed: 1 } });
    expect(run.warning).toMatchObject({
      code: 'RECORDS_SKIPPED',
      message: expect.stringContaining('1 of 32'),
    });
    expect(await app.failures(run.id)).toEqual([
      expect.objectContaining({ documentId, name: 'Only A. Name', code: 'RECORD_WITHOUT_TEXT' }),
    ]);
    await app.call('deleteExpert', { documentId });
  });

  it('never shows what was unpublished or deleted since, and still fills the page', async () => {
    const before = (await app.search(OCEAN, '&minScore=0')).body.data.map(({ documentId }) => documentId);
    await app.call('unpublishExpert', { documentId: before[0] });
    await app.call('deleteExpert', { documentId: before[1] });
    const after = (await app.search(OCEAN, '&minScore=0')).body.data.map(({ documentId }) => documentId);
    expect(after).toHaveLength(10);
    expect(after).not.toContain(before[0]);
    expect(after).not.toContain(before[1]);
    expect(after.slice(0, 8)).toEqual(before.slice(2));
  });

  it('is listed in the history, newest first, in pages', async () => {
    type List = { data: { id: string; startedAt: string }[]; meta: { pagination: object } };
    const { body } = await app.request<List>('GET', '/index-rebuild/runs?page=1&pageSize=2');
    expect(body.data).toHaveLength(2);
    expect(body.data[0].startedAt >= body.data[1].startedAt).toBe(true);
    expect(body.meta.pagination).toEqual({ page: 1, pageSize: 2, pageCount: 2, total: 4 });
  });

  it('keeps no more generations on disk than configured', async () => {
    await app.rebuild();
    const { generation } = await app.status();
    expect(app.generationsOnDisk()).toHaveLength(3);
    expect(app.generationsOnDisk()).toContain(generation);
  });

  it('is served again after a restart of Strapi, without another rebuild', async () => {
    const { generation } = await app.status();
    await app.stop();
    app = await TestApp.start({ folder: app.folder, env: WITHOUT_OVERLAY });
    const { status, body } = await app.search(OCEAN);
    expect(status).toBe(200);
    expect(body.meta.generation).toBe(generation);
    expect(await app.status()).toMatchObject({ status: 'done', generation });
  });
});
