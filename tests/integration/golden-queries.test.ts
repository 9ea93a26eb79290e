import { runCli } from '../support/cli';
import { ContentManager } from '../support/content-manager';
import { beekeeper, sampleExperts } from '../support/sample-experts';
import { TestApp } from '../support/test-app';

const UID = 'api::expert.expert';
const PATH = '/content-manager/collection-types/plugin::index-rebuild.golden-query';

describe('golden queries', () => {
  let app: TestApp;
  let cms: ContentManager;
  let bees: string;
  let first: string;

  beforeAll(async () => {
    app = await TestApp.start();
    cms = new ContentManager(app);
    await app.createExperts(sampleExperts(40));
    [bees] = await app.createExperts([beekeeper('Bea Honeywell')]);
    const run = await app.rebuild();
    expect(run).toMatchObject({ status: 'completed', golden: null });
    first = run.generation as string;
  });

  afterAll(() => app.remove());

  const create = (body: object) =>
    app.request<{ error: { message: string } }>('POST', PATH, {
      body: { query: 'honey bees and hives', contentType: UID, targetIds: bees, first: 3, ...body },
    });

  it('stand on the run', async () => {
    expect((await create({})).status).toBe(201);
    expect(await app.rebuild()).toMatchObject({
      status: 'completed',
      golden: { queries: 1, passedBefore: 1, passed: 1, droppedCount: 0, dropped: [] },
    });
  });

  it('stop a rebuild that would answer one worse, and nothing changes', async () => {
    // Others are about bees as well, so that she is no longer among the first.
    await app.createExperts(Array.from({ length: 8 }, (_, at) => beekeeper(`Keeper ${at}`)));
    await cms.publish(bees, { title: 'Locksmith', bio: 'Opens old safes and repairs locks.' }, 'en');
    const { generation } = await app.status();
    const run = await app.rebuild();
    expect(run).toMatchObject({
      status: 'failed',
      error: { code: 'GOLDEN_QUERIES_DROPPED', message: expect.stringContaining('"honey bees and hives"') },
      golden: {
        ...{ queries: 1, passedBefore: 1, passed: 0, droppedCount: 1 },
        dropped: [{ query: 'honey bees and hives', first: 3, missing: [{ uid: UID, documentId: bees }] }],
      },
    });
    expect(await app.status()).toMatchObject({ generation, searchAvailable: true });
  });

  it('stop one that the command line starts as well', async () => {
    const { code, output } = await runCli(['rebuild', '--wait'], { env: app.dataEnv });
    expect([code, output]).toEqual([4, expect.stringContaining('GOLDEN_QUERIES_DROPPED')]);
  });

  it('let it pass with a reason and not without', async () => {
    const { status, body } = await app.startRun({ allowDrop: true });
    expect([status, body]).toMatchObject([400, { error: { message: expect.stringContaining('reason') } }]);
    const run = await app.rebuild({ allowDrop: true, reason: 'She repairs locks now.' });
    expect(run).toMatchObject({
      ...{ status: 'completed', allowDrop: true, reason: 'She repairs locks now.' },
      golden: { passedBefore: 1, passed: 0, droppedCount: 1 },
    });
    // What is answered badly already stops nothing.
    expect(await app.rebuild()).toMatchObject({
      status: 'completed',
      golden: { passedBefore: 0, passed: 0 },
    });
  });

  it('do not stop a rollback, and stand on it', async () => {
    const { body } = await app.restore((await app.generations()).at(-1)?.id ?? first);
    const run = await app.ended(body.data.id);
    expect(run).toMatchObject({ status: 'completed', golden: { queries: 1 } });
  });

  it('do not count what nobody can find', async () => {
    await app.rebuild({ allowDrop: true, reason: 'To begin anew.' });
    await app.call('document', { action: 'unpublish', documentId: bees });
    expect(await app.rebuild()).toMatchObject({
      status: 'completed',
      golden: { queries: 1, passed: 0, droppedCount: 0 },
    });
  });

  it.each([
    ['without words', { query: '!' }, 'Enter at least one word.'],
    ['without documents', { targetIds: ' , ' }, 'Enter a document id.'],
    ['with one that does not exist', { targetIds: 'nobody' }, 'no entry with the document id "nobody"'],
    [
      'of a content type that is not indexed',
      { contentType: 'api::tag.tag' },
      'Enter an indexed content type',
    ],
  ])('are refused %s', async (_, wrong, message) => {
    const { status, body } = await create(wrong);
    expect([status, body.error.message]).toEqual([400, expect.stringContaining(message)]);
  });
});
