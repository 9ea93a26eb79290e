import { ContentManager } from '../support/content-manager';
import { expertSource } from '../support/expert-source';
import { OverlayView } from '../support/overlay-view';
import { sampleExperts } from '../support/sample-experts';
import { temporaryFolder, TestApp } from '../support/test-app';
import { until } from '../support/until';

const source = expertSource({ maxPerRecord: 0 });

describe('limits of what is searched beside the index', () => {
  const folder = temporaryFolder();
  let app: TestApp;
  let cms: ContentManager;
  let view: OverlayView;
  let indexed: string[];

  /** Starts Strapi again, with other settings. */
  const start = async (settings: object): Promise<void> => {
    await app?.stop();
    const env = { INDEX_REBUILD_SETTINGS: JSON.stringify({ sources: [source], ...settings }) };
    app = await TestApp.start({ folder, env });
    cms = new ContentManager(app);
    view = new OverlayView(app);
    await until('the searcher', async () => {
      const { generation, searchAvailable } = await app.status();
      return generation === null || searchAvailable;
    });
  };

  const about = (subject: string) => ({ name: 'Somebody', bio: `Knows everything about ${subject}.` });

  const completed = async (): Promise<void> =>
    expect(await app.rebuild()).toMatchObject({ status: 'completed', records: { failed: 0 } });

  afterAll(() => app?.remove());

  describe('a number of records', () => {
    let fresh: string[];

    beforeAll(async () => {
      await start({ overlay: { maxRecords: 3 } });
      await app.call('grantSearchToPublic');
      indexed = await app.createExperts(sampleExperts(20));
      await completed();
    });

    it('the first are found, the others wait, and the API says which', async () => {
      fresh = [];
      for (let at = 0; at < 5; at += 1) {
        fresh.push(await cms.createAndPublish(about('zugzwang')));
        if (at < 3) await view.finds('zugzwang', fresh);
        else await view.holds(3, { limit: at - 2 });
      }
      expect(await view.search('zugzwang')).toEqual(fresh.slice(0, 3).sort());
      expect(await view.status()).toMatchObject({ limit: 3 });
      expect(await app.drift()).toMatchObject({ added: 5, searchable: 3 });
      for (const [at, documentId] of fresh.entries()) await view.says(documentId, at < 3 ? 'found' : 'limit');
    });

    it('one that is found already may be edited', async () => {
      await cms.publish(fresh[1], about('zugzwang and fianchetto'), 'en');
      await view.finds('fianchetto', [fresh[1]]);
      await view.holds(3, { limit: 2 });
    });

    it('an edited record beyond it is found as the index has it, and is not lost', async () => {
      const [edited] = indexed;
      const { name } = await app.call<{ name: string }>('document', {
        action: 'findOne',
        documentId: edited,
      });
      await cms.publish(edited, about('desperado'), 'en');
      await view.holds(3, { limit: 3 });
      await view.says(edited, 'limit');
      expect(await view.search('desperado')).toEqual([]);
      expect(await view.search(name, '&mode=semantic&minScore=0&limit=100')).toContain(edited);
    });

    it('another takes the place of one that goes', async () => {
      await cms.delete(fresh.shift() as string, 'en');
      await view.finds('zugzwang', fresh.slice(0, 3));
      await view.holds(3, { limit: 2 });
      await view.says(fresh[2], 'found');
      await view.says(fresh[3], 'limit');
    });

    it('they are the same after a restart', async () => {
      await start({ overlay: { maxRecords: 3 } });
      await view.holds(3, { limit: 2 });
      expect(await view.search('zugzwang')).toEqual(fresh.slice(0, 3).sort());
    });

    it('after a rebuild all are found and none waits', async () => {
      await completed();
      await view.holds(0);
      expect(await view.search('zugzwang')).toEqual([...fresh].sort());
      expect(await view.search('desperado')).toEqual([indexed[0]]);
    });
  });

  describe('an overlay that is turned off', () => {
    it('leaves it to the rebuild, and says nothing of what is found', async () => {
      await start({ overlay: false });
      const fresh = await cms.createAndPublish(about('perpetuum'));
      await until('the drift', async () => (await app.drift())?.added === 1);
      expect(await view.search('perpetuum')).toEqual([]);
      expect(await view.status()).toBeNull();
      await view.says(fresh, 'nothing');
      expect(await app.drift()).toMatchObject({ added: 1, searchable: 0 });
      await completed();
      expect(await view.search('perpetuum')).toEqual([fresh]);
    });
  });

  describe('an index that is configured differently by now', () => {
    it.each([
      ['template', 'hypermodern', { ...source, template: '{name}\n{bio}' }],
      [
        'list of filterable fields',
        'windmills',
        { ...source, template: '{name}\n{bio}', filterable: ['location'] },
      ],
    ])('after another %s, new and changed records wait for a rebuild', async (kind, subject, changed) => {
      await start({ sources: [changed] });
      const fresh = await cms.createAndPublish(about(subject));
      const [, edited] = indexed;
      await cms.publish(edited, about(subject), 'en');
      const { recordsAtRebuild } = await app.status();
      // The last of the case before is not in the index either.
      const added = kind === 'template' ? 1 : 2;
      await view.holds(0, { spec: (recordsAtRebuild ?? 0) + added });
      for (const documentId of [fresh, edited]) await view.says(documentId, 'spec');
      expect(await view.search(subject)).toEqual([]);
      expect(await view.search('working', '&minScore=0')).not.toEqual([]);
      await completed();
      await view.holds(0);
      expect(await view.search(subject)).toEqual([fresh, edited].sort());
      const next = await cms.createAndPublish(about('hippopotamus'));
      await until('a new one', async () => (await view.search('hippopotamus')).includes(next));
    });
  });
});
