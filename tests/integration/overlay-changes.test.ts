import { importChanged } from '../support/archive';
import { ContentManager } from '../support/content-manager';
import { WITHOUT_PASSAGES } from '../support/expert-source';
import { OverlayView } from '../support/overlay-view';
import { sampleExperts } from '../support/sample-experts';
import { TestApp } from '../support/test-app';
import { until } from '../support/until';

const env = { INDEX_REBUILD_SETTINGS: JSON.stringify(WITHOUT_PASSAGES) };

describe('records that come and go beside the index', () => {
  let app: TestApp;
  let cms: ContentManager;
  let view: OverlayView;
  /** Published and indexed; each case takes the next. */
  let indexed: string[];
  let marker: string;
  let words = 0;
  /** Records that are searchable beside the index by now, without the marker. */
  let beside = 0;
  /** What is to be found after the rebuild. */
  const lasting: [word: string, documentIds: string[], parameters?: string][] = [];

  /** A word that nothing else has. */
  const word = (): string => {
    words += 1;
    return `quixo${words}x`;
  };

  const take = (): string => indexed.shift() as string;

  const about = (subject: string) => ({ name: 'Somebody', bio: `Knows everything about ${subject}.` });

  /** Waits until all that was done before is compared, and compares what is searchable. */
  const expectBeside = async (change: number): Promise<void> => {
    const sign = word();
    await cms.publish(marker, { bio: `Marks ${sign}.` });
    await view.finds(sign, [marker]);
    beside += change;
    await view.holds(beside + 1);
  };

  const start = async (folder?: string): Promise<void> => {
    app = await TestApp.start({ folder, env });
    cms = new ContentManager(app);
    view = new OverlayView(app);
  };

  beforeAll(async () => {
    await start();
    await app.call('createLocale', { code: 'de', name: 'German (de)' });
    await app.call('grantSearchToPublic');
    indexed = await app.createExperts(sampleExperts(30));
    marker = indexed.pop() as string;
    expect(await app.rebuild()).toMatchObject({ status: 'completed' });
  });

  afterAll(() => app.remove());

  it('bulk actions count for every record', async () => {
    const subject = word();
    const drafts = await app.createExperts(
      Array.from({ length: 25 }, () => about(subject)),
      { status: 'draft' }
    );
    await expectBeside(0);
    expect(await view.search(subject)).toEqual([]);
    await cms.bulk('bulkPublish', drafts, 'en');
    await view.finds(subject, drafts);
    await expectBeside(25);
    for (const documentId of drafts.slice(0, 3)) await view.says(documentId, 'found');
    const gone = drafts.splice(0, 15);
    await cms.bulk('bulkUnpublish', gone, 'en');
    expect(await view.search(subject)).toEqual([...drafts].sort());
    await expectBeside(-15);
    await cms.bulk('bulkDelete', drafts.splice(0, 5), 'en');
    expect(await view.search(subject)).toEqual([...drafts].sort());
    await expectBeside(-5);
    lasting.push([subject, drafts]);
  });

  it('a clone is found once it is published', async () => {
    const [subject, own] = [word(), word()];
    const source = await cms.createAndPublish(about(subject));
    await view.finds(subject, [source]);
    const clone = await cms.clone(source, about(`${subject} and ${own}`));
    await expectBeside(1);
    expect(await view.search(subject)).toEqual([source]);
    await cms.publish(clone);
    await view.finds(subject, [source, clone]);
    await view.finds(own, [clone]);
    await expectBeside(1);
    lasting.push([subject, [source, clone]]);
  });

  it.each<[string, (id: string, subject: string) => Promise<unknown>]>([
    ['a draft', (id, subject) => cms.update(id, about(subject))],
    [
      'a draft that is discarded',
      async (id, subject) => [await cms.update(id, about(subject)), await cms.discard(id)],
    ],
    ['a field that is not indexed', (id) => cms.publish(id, { links: ['https://example.com'] })],
    ['publishing again without a change', (id) => cms.publish(id)],
    [
      'unpublishing and publishing again',
      async (id) => [await cms.unpublish(id, 'en'), await cms.publish(id, {}, 'en')],
    ],
    [
      'a transaction that is rolled back',
      (id, subject) => app.call('rolledBack', { documentId: id, data: about(subject) }).catch(() => {}),
    ],
  ])('%s puts nothing beside the index', async (_, act) => {
    const [documentId, subject] = [take(), word()];
    await act(documentId, subject);
    await expectBeside(0);
    expect(await view.search(subject)).toEqual([]);
    expect(await view.search('working', '&mode=semantic&minScore=0&limit=100')).toContain(documentId);
    expect(await view.recordState(documentId)).toMatchObject({ state: 'indexed', searchableSince: null });
  });

  it('an indexed record is gone while it is unpublished, and comes back with what it says then', async () => {
    const [documentId, subject] = [take(), word()];
    await cms.unpublish(documentId, 'en');
    expect(await view.search('working')).not.toContain(documentId);
    await expectBeside(0);
    await view.says(documentId, 'nothing');
    await cms.publish(documentId, about(subject), 'en');
    await view.finds(subject, [documentId]);
    expect(await view.search('working')).not.toContain(documentId);
    await expectBeside(1);
    lasting.push([subject, [documentId]]);
  });

  it('an edit that is taken back is found by the index again', async () => {
    const [documentId, subject] = [take(), word()];
    const { bio } = await app.call<{ bio: string }>('document', { action: 'findOne', documentId });
    await cms.publish(documentId, { bio: `Knows everything about ${subject}.` }, 'en');
    await view.finds(subject, [documentId]);
    await expectBeside(1);
    await cms.publish(documentId, { bio }, 'en');
    await view.finds(subject, []);
    await expectBeside(-1);
    expect(await view.search('working')).toContain(documentId);
  });

  it('a record that is deleted is gone, whether it is in the index or new', async () => {
    const [documentId, subject] = [take(), word()];
    await cms.publish(documentId, about(subject), 'en');
    const fresh = await cms.createAndPublish(about(subject));
    await view.finds(subject, [documentId, fresh]);
    await expectBeside(2);
    for (const gone of [documentId, fresh]) await cms.delete(gone, 'en');
    expect(await view.search(subject)).toEqual([]);
    await expectBeside(-2);
    expect(await view.search('working', '&mode=semantic&minScore=0&limit=100')).not.toContain(documentId);
  });

  it('each language is found where it is searched, and nowhere else', async () => {
    const [english, german] = [word(), word()];
    const documentId = await cms.createAndPublish(about(english));
    await cms.publish(documentId, about(german), 'de');
    await view.finds(english, [documentId]);
    await view.finds(german, [documentId], '&locale=de');
    expect(await view.search(english, '&locale=de')).toEqual([]);
    expect(await view.search(german)).toEqual([]);
    await expectBeside(2);
    for (const locale of ['en', 'de'])
      expect(await view.recordState(documentId, locale)).toMatchObject({
        searchableSince: expect.any(String),
      });
    await cms.unpublish(documentId, 'en');
    expect(await view.search(english)).toEqual([]);
    expect(await view.search(german, '&locale=de')).toEqual([documentId]);
    await expectBeside(-1);
    lasting.push([german, [documentId], '&locale=de']);
  });

  it('values to filter on count although the text stays as it is', async () => {
    const [documentId] = [take()];
    const data = { tags: ['owls', 'mice'] };
    await app.call('updateExpert', { documentId, data });
    await view.finds('working', [documentId], '&filters[tags][$contains]=mice');
    await app.call('updateExpert', { documentId, data: { tags: ['owls, mice'] } });
    await view.finds('working', [documentId], '&filters[tags][$contains]=owls, mice');
    await expectBeside(1);
  });

  it('what a scheduled release publishes is found', async () => {
    const subject = word();
    const released = await app.createExperts([about(subject), about(subject)], { status: 'draft' });
    await app.call('publishByCron', { documentIds: released });
    await view.finds(subject, released);
    await expectBeside(2);
    lasting.push([subject, released]);
  });

  it('what no hook sees is found after the next comparison', async () => {
    const [edited, removed] = [take(), take()];
    const [subject, imported] = [word(), word()];
    const write = (statement: string, bindings: string[]) => app.call('sql', { statement, bindings });
    const published = 'document_id = ? AND published_at IS NOT NULL';
    await write(`UPDATE experts SET bio = ? WHERE ${published}`, [`Past every hook: ${subject}.`, edited]);
    await write(`DELETE FROM experts WHERE ${published}`, [removed]);
    const rows = await app.call<string[]>('insertExperts', { experts: [about(imported), about(imported)] });
    await expectBeside(0);
    for (const unknown of [subject, imported]) expect(await view.search(unknown)).toEqual([]);
    await view.check();
    await view.finds(subject, [edited]);
    await view.finds(imported, rows);
    await expectBeside(3);
    expect(await view.search('working')).not.toContain(removed);
    await write(`DELETE FROM experts WHERE ${published}`, [rows[0]]);
    expect(await view.search(imported)).toEqual([rows[1]]);
    await view.check();
    await expectBeside(-1);
    lasting.push([subject, [edited]], [imported, [rows[1]]]);
  });

  it('what an import changes while Strapi is stopped is found after the start', async () => {
    const [edited, removed, subject] = [take(), take(), word()];
    await app.stop();
    await importChanged(app, env, (entity) => {
      const { documentId, publishedAt } = entity.data;
      if (!publishedAt || entity.type !== 'api::expert.expert') return entity;
      if (documentId === removed) return null;
      return documentId === edited ? { ...entity, data: { ...entity.data, ...about(subject) } } : entity;
    });
    await start(app.folder);
    await until('the searcher', async () => (await app.status()).searchAvailable);
    await view.finds(subject, [edited]);
    await expectBeside(1);
    expect(await view.search('working')).not.toContain(removed);
    for (const [before, documentIds, parameters] of lasting)
      expect(await view.search(before, parameters)).toEqual([...documentIds].sort());
    lasting.push([subject, [edited]]);
  });

  it('a rebuild takes them over, and nothing is left beside the index', async () => {
    expect(await app.rebuild()).toMatchObject({ status: 'completed', records: { failed: 0, embedded: 0 } });
    await view.holds(0);
    expect(await app.drift()).toMatchObject({ added: 0, changed: 0, removed: 0, searchable: 0 });
    for (const [subject, documentIds, parameters] of lasting)
      expect(await view.search(subject, parameters)).toEqual([...documentIds].sort());
  });
});
