import { Failpoints } from '../support/failpoints';
import { sampleExperts } from '../support/sample-experts';
import { temporaryFolder, TestApp } from '../support/test-app';

const RECORDS = 40;

const settings = (value: object): Record<string, string> => ({
  INDEX_REBUILD_SETTINGS: JSON.stringify(value),
});

describe('what a run refuses', () => {
  const folder = temporaryFolder();
  const failpoints = new Failpoints(folder);
  let app: TestApp;
  let ids: string[];

  beforeAll(async () => {
    app = await TestApp.start({ folder, env: failpoints.env });
    await app.call('grantSearchToPublic');
    ids = await app.createExperts(sampleExperts(RECORDS));
    await app.rebuild();
  });

  afterAll(() => app.remove());

  const restart = async (env: Record<string, string>): Promise<void> => {
    await app.stop();
    app = await TestApp.start({ folder, env: { ...failpoints.env, ...env } });
  };

  const expectRefused = async (code: string, says: string): Promise<void> => {
    const { generation } = await app.status();
    const run = await app.rebuild();
    expect(run).toMatchObject({ status: 'failed', error: { code, message: expect.stringContaining(says) } });
    expect(await app.status()).toMatchObject({ status: 'error', generation, error: { code } });
    expect((await app.search('coral')).body.meta.generation).toBe(generation);
  };

  it('more than 5 % of bad records fail the run, and the list names them in pages', async () => {
    for (const documentId of ids.slice(0, 3)) {
      for (const field of ['title', 'bio']) await app.call('clearField', { documentId, field });
    }
    await expectRefused('TOO_MANY_FAILURES', '3 of 40');
    type List = { data: { documentId: string; code: string }[]; meta: { pagination: object } };
    const { run } = await app.status();
    const { body } = await app.request<List>(
      'GET',
      `/index-rebuild/runs/${run?.id}/failures?page=2&pageSize=2`
    );
    expect(body.data).toEqual([expect.objectContaining({ code: 'RECORD_WITHOUT_TEXT' })]);
    expect(body.meta.pagination).toEqual({ page: 2, pageSize: 2, pageCount: 2, total: 3 });
    const url = '/index-rebuild/runs/nope/failures';
    expect((await app.request('GET', url)).status).toBe(404);
    const token = await app.signInAs('historian', ['plugin::index-rebuild.read']);
    const names = async (of?: string): Promise<unknown[]> => {
      const path = `/index-rebuild/runs/${run?.id}/failures`;
      const found = await app.request<{ data: { name: string | null }[] }>('GET', path, { token: of });
      return found.body.data.map(({ name }) => name);
    };
    expect(await names()).toEqual(Array.from({ length: 3 }, () => expect.any(String)));
    expect(await names(token)).toEqual([null, null, null]);
  });

  it('the list of bad records is bounded, their number is not', async () => {
    const blank = Array.from({ length: 1_003 }, (_, at) => ({ name: `Blank ${at}` }));
    const added = await app.call<string[]>('insertExperts', { experts: blank });
    const { id, records } = await app.rebuild();
    expect(records.failed).toBe(1_006);
    type List = { data: unknown[]; meta: object };
    const list = (page: number) =>
      app.request<List>('GET', `/index-rebuild/runs/${id}/failures?page=${page}&pageSize=100`);
    const pagination = { page: 10, pageSize: 100, pageCount: 10, total: 1_000 };
    const { body } = await list(10);
    expect(body.data).toHaveLength(100);
    expect(body.meta).toEqual({ pagination, omitted: 6 });
    expect((await list(11)).body.data).toEqual([]);
    for (let at = 0; at < added.length; at += 100) {
      const ids = added.slice(at, at + 100);
      const statement = `DELETE FROM experts WHERE document_id IN (${ids.map(() => '?').join(',')})`;
      await app.call('sql', { statement, bindings: ids });
    }
  });

  it('a share within the settings completes with a warning', async () => {
    await restart(settings({ guards: { maxFailedShare: 0.1 } }));
    const run = await app.rebuild();
    expect(run).toMatchObject({
      status: 'completed',
      records: { total: RECORDS, failed: 3 },
      warning: { code: 'RECORDS_SKIPPED', message: expect.stringContaining('3 of 40') },
    });
    expect(await app.status()).toMatchObject({ status: 'done', recordsAtRebuild: RECORDS - 3 });
  });

  it('a text that is too long and one with damaged characters are listed with the reason', async () => {
    await restart(settings({ guards: { maxFailedShare: 0.2, maxTextLength: 1000 } }));
    const [long, broken] = await app.createExperts([
      { name: 'Long Letters', bio: 'reef '.repeat(250) },
      { name: 'Broken Bytes', bio: '\uFFFD\uFFFD\uFFFD reef \uFFFD\uFFFD' },
    ]);
    const { id } = await app.rebuild();
    const reasons = Object.fromEntries(
      (await app.failures(id)).map(({ documentId, code }) => [documentId, code])
    );
    expect(reasons).toMatchObject({ [long]: 'RECORD_TOO_LONG', [broken]: 'RECORD_BROKEN_TEXT' });
    for (const documentId of [long, broken]) await app.call('deleteExpert', { documentId });
  });

  it('an index less than half as large needs a confirmation, which is recorded', async () => {
    await restart(settings({ guards: { maxFailedShare: 1 } }));
    await app.rebuild();
    for (const documentId of ids.slice(3, 30)) await app.call('unpublishExpert', { documentId });
    await expectRefused('SOURCE_SHRUNK', 'Only 10 records');
    const run = await app.rebuild({ allowShrink: true });
    expect(run).toMatchObject({ status: 'completed', allowShrink: true, startedBy: 'Ada Admin' });
    expect(await app.status()).toMatchObject({ status: 'done', recordsAtRebuild: 10 });
    // The confirmation was for that run alone.
    for (const documentId of ids.slice(30, 38)) await app.call('unpublishExpert', { documentId });
    await expectRefused('SOURCE_SHRUNK', 'Only 2 records');
  });

  it('a builder that grows above its limit is ended', async () => {
    await restart(settings({ builder: { memoryMb: 20 }, guards: { minShare: 0 } }));
    // Stopped, so that it cannot end before its memory is measured.
    failpoints.set('snapshot');
    const run = await app.rebuild();
    failpoints.clear();
    expect(run).toMatchObject({ status: 'failed', error: { code: 'MEMORY_EXCEEDED' } });
    expect(run.error?.message).toContain('20 MB are allowed');
    expect(app.children('builder')).toEqual([]);
    expect((await app.search('coral')).status).toBe(200);
  });
});
