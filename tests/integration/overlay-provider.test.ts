import { ContentManager } from '../support/content-manager';
import { expertSource } from '../support/expert-source';
import { OverlayView } from '../support/overlay-view';
import { ProviderServer, status, type Received } from '../support/provider-server';
import { sampleExperts } from '../support/sample-experts';
import { temporaryFolder, TestApp } from '../support/test-app';
import { until } from '../support/until';

const BATCH = 8;

describe('records beside the index that a provider embeds', () => {
  const folder = temporaryFolder();
  let provider: ProviderServer;
  let app: TestApp;
  let cms: ContentManager;
  let view: OverlayView;
  let indexed: string[];

  const start = async (): Promise<void> => {
    const embedder = {
      ...{ kind: 'openai-compatible', baseUrl: provider.baseUrl, model: 'words', dimensions: 64 },
      ...{ timeoutMs: 2000, retries: 1, maxConcurrent: 1, batchSize: BATCH },
    };
    const settings = { embedder, sources: [expertSource({ maxPerRecord: 0 })] };
    app = await TestApp.start({ folder, env: { INDEX_REBUILD_SETTINGS: JSON.stringify(settings) } });
    cms = new ContentManager(app);
    view = new OverlayView(app);
  };

  beforeAll(async () => {
    provider = await ProviderServer.start();
    await start();
    await app.call('grantSearchToPublic');
    indexed = await app.createExperts(sampleExperts(20));
    expect(await app.rebuild()).toMatchObject({ status: 'completed' });
  });

  afterAll(async () => {
    await app?.remove();
    await provider.stop();
  });

  beforeEach(() => {
    provider.heal();
    provider.requests.length = 0;
  });

  const about = (subject: string) => ({ name: 'Somebody', bio: `Knows everything about ${subject}.` });

  /** Requests with the text of a record in which this occurs. */
  const embedded = (subject: string): Received[] =>
    provider.requests.filter(({ body }) => body.input.some((one) => one.includes(`about ${subject}`)));

  it('a new record is embedded and found by its meaning as well', async () => {
    const documentId = await cms.createAndPublish(about('heliotropes'));
    await view.finds('heliotropes', [documentId]);
    const { body } = await app.search('who knows heliotropes', '&mode=semantic');
    expect(body.data[0]).toMatchObject({ documentId });
    expect(embedded('heliotropes')).toHaveLength(1);
  });

  it('many are embedded in batches, each of them once', async () => {
    const drafts = await app.createExperts(
      Array.from({ length: 24 }, (_, at) => about(`saxifrage ${at}`)),
      { status: 'draft' }
    );
    await cms.bulk('bulkPublish', drafts, 'en');
    await view.finds('saxifrage', drafts);
    const sizes = embedded('saxifrage').map(({ body }) => body.input.length);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(24);
    expect(Math.max(...sizes)).toBe(BATCH);
  });

  it('an edit of what is not embedded asks for nothing', async () => {
    const [documentId] = indexed;
    await app.call('updateExpert', { documentId, data: { tags: ['owls', 'mice'] } });
    await view.finds('working', [documentId], '&filters[tags][$contains]=mice');
    await until('it to be searchable', async () => (await view.recordState(documentId)).searchableSince);
    provider.requests.length = 0;
    await app.call('updateExpert', { documentId, data: { tags: ['owls, mice'] } });
    await view.finds('working', [documentId], '&filters[tags][$contains]=owls, mice');
    await until('it to be searchable', async () => (await view.recordState(documentId)).searchableSince);
    expect(provider.requests).toEqual([]);
  });

  it('during an outage records wait, search by words continues, and then they are found by themselves', async () => {
    const [searcher] = app.children('searcher');
    const { records = 0 } = (await view.status()) ?? {};
    provider.faultFor = () => status(503, { 'retry-after': '0' });
    const fresh = await cms.createAndPublish(about('tamarisks'));
    const [, edited] = indexed;
    await cms.publish(edited, about('tamarisks'), 'en');
    await view.holds(records, { embedder: 2 });
    for (const documentId of [fresh, edited]) await view.says(documentId, 'embedder');
    expect(await view.search('tamarisks')).toEqual([]);
    expect(await view.search('heliotropes')).toHaveLength(1);
    // Another that comes meanwhile, and one that goes.
    const later = await cms.createAndPublish(about('tamarisks'));
    await view.holds(records, { embedder: 3 });
    await cms.delete(fresh, 'en');
    await view.holds(records, { embedder: 2 });
    provider.heal();
    await view.finds('tamarisks', [edited, later]);
    await view.holds(records + 2);
    for (const documentId of [edited, later]) await view.says(documentId, 'found');
    expect(embedded('tamarisks').some(({ body }) => body.input.length > BATCH)).toBe(false);
    expect(app.children('searcher')).toEqual([searcher]);
  });

  it('during an outage, what needs no embedder is found, however many others wait', async () => {
    const { records = 0 } = (await view.status()) ?? {};
    const [known] = indexed;
    provider.faultFor = () => status(503, { 'retry-after': '0' });
    const drafts = await app.createExperts(
      Array.from({ length: 2 * BATCH }, () => about('horsetails')),
      { status: 'draft' }
    );
    await cms.bulk('bulkPublish', drafts, 'en');
    await view.holds(records, { embedder: 2 * BATCH });
    const [back] = await view.search('saxifrage');
    await cms.unpublish(back, 'en');
    await view.holds(records - 1, { embedder: 2 * BATCH });
    await cms.publish(back, {}, 'en');
    await until('it to be found again', async () => (await view.search('saxifrage')).includes(back));
    // The same text in another shape.
    await app.call('updateExpert', { documentId: known, data: { tags: ['owls', 'mice'] } });
    await view.finds('working', [known], '&filters[tags][$contains]=mice');
    await view.holds(records, { embedder: 2 * BATCH });
    await view.says(known, 'found');
    for (const documentId of drafts) await view.says(documentId, 'embedder');
    provider.heal();
    await view.finds('horsetails', drafts);
  });

  it('a restart during an outage loses nothing', async () => {
    const { records = 0 } = (await view.status()) ?? {};
    provider.faultFor = () => status(503, { 'retry-after': '0' });
    const fresh = await cms.createAndPublish(about('gunnera'));
    await view.holds(records, { embedder: 1 });
    await app.stop();
    await start();
    await view.holds(records, { embedder: 1 });
    expect(await view.search('saxifrage')).toHaveLength(24);
    provider.heal();
    await view.finds('gunnera', [fresh]);
    expect(
      provider.requests.filter(({ body }) => body.input.some((one) => one.includes('saxifrage')))
    ).toEqual([]);
  });

  it('a rate limit is obeyed', async () => {
    const times: number[] = [];
    provider.faultFor = ({ body }) => {
      if (!body.input.some((one) => one.includes('liverwort'))) return null;
      times.push(performance.now());
      // More often than the client tries again by itself.
      return times.length <= 2 ? status(429, { 'retry-after': '4' }) : null;
    };
    const fresh = await cms.createAndPublish(about('liverwort'));
    await view.finds('liverwort', [fresh]);
    expect(times).toHaveLength(3);
    // Not how fast it is, but that it does not ask too early.
    for (const at of [1, 2]) expect(times[at] - times[at - 1]).toBeGreaterThanOrEqual(3_950);
    expect(await view.status()).toMatchObject({ waiting: { embedder: 0 } });
  });

  it('a text that the provider refuses keeps no other record waiting, and is told apart', async () => {
    const { records = 0 } = (await view.status()) ?? {};
    provider.faultFor = ({ body }) =>
      body.input.some((one) => one.includes('forbidden')) ? status(422) : null;
    const drafts = await app.createExperts(
      Array.from({ length: 6 }, (_, at) => about(at === 2 ? 'forbidden sedges' : `sedges ${at}`)),
      { status: 'draft' }
    );
    await cms.bulk('bulkPublish', drafts, 'en');
    const [refused] = drafts.splice(2, 1);
    await view.finds('sedges', drafts);
    await view.holds(records + 5, { refused: 1 });
    await view.says(refused, 'refused');
    provider.requests.length = 0;
    await cms.publish(refused, about('sedges'), 'en');
    await view.finds('sedges', [...drafts, refused]);
    await view.holds(records + 6);
    expect(embedded('sedges')).toHaveLength(1);
  });

  it('an edit that is refused is found as it was before', async () => {
    const { records = 0 } = (await view.status()) ?? {};
    const [, , documentId] = indexed;
    provider.faultFor = ({ body }) =>
      body.input.some((one) => one.includes('forbidden')) ? status(422) : null;
    await cms.publish(documentId, about('forbidden bulrushes'), 'en');
    await view.holds(records, { refused: 1 });
    await view.says(documentId, 'refused');
    expect(await view.search('bulrushes')).toEqual([]);
    expect(await view.search('working', '&mode=lexical&minScore=0&limit=100')).toContain(documentId);
    await cms.publish(documentId, about('bulrushes'), 'en');
    await view.finds('bulrushes', [documentId]);
  });

  it('a rebuild embeds none of them again', async () => {
    expect(await app.rebuild()).toMatchObject({ status: 'completed', records: { embedded: 0, failed: 0 } });
    await view.holds(0);
    expect(provider.requests.every(({ body }) => !body.input.some((one) => one.includes('Knows')))).toBe(
      true
    );
    expect(await view.search('saxifrage')).toHaveLength(24);
  });
});
