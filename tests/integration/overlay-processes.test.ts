import { ContentManager } from '../support/content-manager';
import { DATABASES, type TestDatabase } from '../support/databases';
import { WITHOUT_PASSAGES } from '../support/expert-source';
import { OverlayView } from '../support/overlay-view';
import { sampleExperts } from '../support/sample-experts';
import { temporaryFolder, TestApp } from '../support/test-app';
import { until } from '../support/until';

/** One of several Strapi processes, with its editors and its visitors. */
type Side = { app: TestApp; cms: ContentManager; view: OverlayView };

describe('two Strapi processes on one PostgreSQL and one storage folder', () => {
  const folder = temporaryFolder();
  let database: TestDatabase;
  let ours: Side;
  let theirs: Side;
  let indexed: string[];

  const start = async (): Promise<Side> => {
    const env = { ...database.env, INDEX_REBUILD_SETTINGS: JSON.stringify(WITHOUT_PASSAGES) };
    const app = await TestApp.start({ folder, env });
    return { app, cms: new ContentManager(app), view: new OverlayView(app) };
  };

  const sides = (): Side[] => [ours, theirs];

  const serving = ({ app }: Side, generation: string | null) =>
    until('the searcher', async () => {
      const status = await app.status();
      return status.searchAvailable && status.generation === generation;
    });

  beforeAll(async () => {
    const { open } = DATABASES.find((one) => one.database === 'PostgreSQL') as (typeof DATABASES)[number];
    database = await open();
    ours = await start();
    await ours.app.call('grantSearchToPublic');
    indexed = await ours.app.createExperts(sampleExperts(20));
    const run = await ours.app.rebuild();
    expect(run).toMatchObject({ status: 'completed' });
    theirs = await start();
    await serving(theirs, run.generation);
  });

  afterAll(async () => {
    await theirs?.app.stop();
    await ours?.app.remove();
    await database?.close();
  });

  const about = (subject: string) => ({ name: 'Somebody', bio: `Knows everything about ${subject}.` });

  const bothFind = (subject: string, documentIds: string[]) =>
    Promise.all(sides().map(({ view }) => view.finds(subject, documentIds)));

  const bothHold = (records: number) => Promise.all(sides().map(({ view }) => view.holds(records)));

  it('what either publishes or changes, both find', async () => {
    const first = await ours.cms.createAndPublish(about('theodolites'));
    await bothFind('theodolites', [first]);
    const second = await theirs.cms.createAndPublish(about('theodolites'));
    await bothFind('theodolites', [first, second]);
    await theirs.cms.publish(first, about('sextants'), 'en');
    await bothFind('sextants', [first]);
    await bothFind('theodolites', [second]);
    const [edited] = indexed;
    await ours.cms.publish(edited, about('sextants'), 'en');
    await bothFind('sextants', [first, edited]);
    await bothHold(3);
    for (const { view } of sides()) await view.says(edited, 'found');
  });

  it('what either unpublishes or deletes, neither gives out, even before the other has learnt of it', async () => {
    const [kept, gone, deleted] = await ours.app.createExperts(
      Array.from({ length: 3 }, () => about('astrolabes'))
    );
    await bothFind('astrolabes', [kept, gone, deleted]);
    await ours.cms.unpublish(gone, 'en');
    await theirs.cms.delete(deleted, 'en');
    for (const { view } of sides()) expect(await view.search('astrolabes')).toEqual([kept]);
    await bothHold(4);
    await theirs.cms.publish(gone, {}, 'en');
    await bothFind('astrolabes', [kept, gone]);
    await bothHold(5);
  });

  it('both at once at the same records end with what is true', async () => {
    const [, contested] = indexed;
    for (let round = 0; round < 5; round += 1) {
      await Promise.allSettled(
        sides().map(({ cms }, at) => cms.publish(contested, about(`quadrants${round}${at}`), 'en'))
      );
      const { bio } = await ours.app
        .call<{ bio: string }>('document', {
          ...{ action: 'findOne', documentId: contested, status: 'published' },
        })
        .then((found) => found);
      const [subject] = /quadrants\d+/.exec(bio) as RegExpExecArray;
      await bothFind(subject, [contested]);
      for (const at of [0, 1].map((one) => `quadrants${round}${one}`).filter((one) => one !== subject))
        await bothFind(at, []);
    }
    await bothHold(6);
  });

  it('what one publishes before it is killed, the other finds', async () => {
    const fresh = await theirs.cms.createAndPublish(about('heliographs'));
    await theirs.app.kill();
    // Had it no time to compare, the next comparison finds it.
    await ours.view.check();
    await ours.view.finds('heliographs', [fresh]);
    theirs = await start();
    await bothFind('heliographs', [fresh]);
    await bothHold(7);
  });

  it('after a rebuild in one, both find everything in the index', async () => {
    const { status, generation } = await theirs.app.rebuild();
    expect(status).toBe('completed');
    for (const side of sides()) await serving(side, generation);
    await bothHold(0);
    for (const { view } of sides()) {
      expect(await view.search('sextants')).toHaveLength(2);
      expect(await view.search('astrolabes')).toHaveLength(2);
    }
    const fresh = await ours.cms.createAndPublish(about('barometers'));
    await bothFind('barometers', [fresh]);
    await bothHold(1);
  });
});
