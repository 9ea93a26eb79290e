import { rmSync } from 'node:fs';

import { addEveryField, ARTICLE, AUTHOR, PAGE } from '../support/every-field';
import { OverlayView } from '../support/overlay-view';
import { OwnApplication } from '../support/own-application';
import { temporaryFolder, TestApp } from '../support/test-app';

const article = {
  uid: ARTICLE,
  template:
    '{title}\n{seo}\n{sections}\n{body}\n{author.name}\n{author.address}\n{sections.items.expert.name}',
  passages: { field: 'body' },
};
const page = { uid: PAGE, template: '{title}\n{author.name}\n{article.title}' };

const env = { INDEX_REBUILD_SETTINGS: JSON.stringify({ sources: [article, page], tags: null }) };

const quote = (text: string) => ({ __component: 'block.quote', text });

describe('texts beside the index that come from components and related documents', () => {
  const folder = temporaryFolder();
  let app: TestApp;
  let view: OverlayView;
  let author: string;
  let translator: string;
  let essay: string;
  let other: string;
  let about: string;

  const call = (uid: string, action: string, params: object): Promise<{ documentId: string }> =>
    app.call('document', { uid, action, ...params });

  const create = async (uid: string, data: object): Promise<string> =>
    (await call(uid, 'create', { data, status: 'published' })).documentId;

  const publish = (uid: string, documentId: string, data: object) =>
    call(uid, 'update', { documentId, data, status: 'published' });

  beforeAll(async () => {
    addEveryField(new OwnApplication(folder).folder);
    app = await TestApp.start({ application: folder, env });
    view = new OverlayView(app, ARTICLE);
    await app.call('grantSearchToPublic');
    author = await create(AUTHOR, { name: 'Ottokarine', address: { city: 'Bern' } });
    translator = await create(AUTHOR, { name: 'Wendelmut' });
    essay = await create(ARTICLE, {
      title: 'An essay',
      seo: { title: 'Hesperlute' },
      sections: [{ heading: 'First', items: [{ label: 'Crondavel', expert: translator }] }],
      body: [quote('Melquastor said nothing.'), quote('Nor did anybody else who was there on that evening.')],
      author,
    });
    other = await create(ARTICLE, { title: 'Another essay', author });
    about = await create(PAGE, { title: 'About one of them', author, article: essay });
    await create(PAGE, { title: 'Opening hours' });
    expect(await app.rebuild()).toMatchObject({ status: 'completed', records: { total: 4, failed: 0 } });
  });

  afterAll(async () => {
    await app?.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each<[string, object, string, string]>([
    ['a component', { seo: { title: 'Plimberose' } }, 'hesperlute', 'plimberose'],
    [
      'a component in a repeatable component',
      { sections: [{ heading: 'First', items: [{ label: 'Drissolan' }] }] },
      'crondavel',
      'drissolan',
    ],
    [
      'a dynamic zone',
      {
        body: [
          quote('Nor did anybody else who was there on that evening.'),
          quote('The vindobrash heats the air inside a balloon for the ascent.'),
        ],
      },
      'melquastor',
      'vindobrash',
    ],
  ])('a record is found by the new text of %s, and no longer by the old one', async (_, data, old, now) => {
    expect(await view.search(old)).toEqual([essay]);
    await publish(ARTICLE, essay, data);
    await view.finds(now, [essay]);
    expect(await view.search(old)).toEqual([]);
    await view.holds(1);
    await view.says(essay, 'found');
  });

  it('a passage of an edited dynamic zone is what is highlighted', async () => {
    const { body } = await app.search('what heats the air of a balloon', '&type=article&highlight=true');
    expect(body.data[0]).toMatchObject({
      documentId: essay,
      highlight: expect.stringContaining('heats the air'),
    });
  });

  it('all records that refer to a document are found by its new text once that is published', async () => {
    const [before, after] = ['ottokarine', 'wexfarrow'];
    await view.finds(before, [essay, other, about]);
    await call(AUTHOR, 'update', { documentId: author, data: { name: 'Wexfarrow' } });
    await view.check();
    expect(await view.search(after)).toEqual([]);
    await call(AUTHOR, 'publish', { documentId: author });
    await view.finds(after, [essay, other, about]);
    expect(await view.search(before)).toEqual([]);
    await view.holds(3);
  });

  it('so are those whose text has a component of a related document', async () => {
    await publish(AUTHOR, author, { address: { city: 'Quomblesh' } });
    await view.finds('quomblesh', [essay, other]);
    await view.holds(3);
  });

  it('so are those that refer to a record which is searchable beside the index itself', async () => {
    await publish(ARTICLE, essay, { title: 'A turmistic essay' });
    await view.finds('turmistic', [essay, about]);
    await view.holds(3);
  });

  it('so are new ones, through a relation in a component', async () => {
    const items = [{ label: 'In two languages', expert: translator }];
    const fresh = await create(ARTICLE, { title: 'A translation', sections: [{ heading: 'h', items }] });
    await view.finds('wendelmut', [fresh]);
    await publish(AUTHOR, translator, { name: 'Bovarnick' });
    await view.finds('bovarnick', [fresh]);
    expect(await view.search('wendelmut')).toEqual([]);
    await view.holds(4);
  });

  it('and no longer by a document that is deleted', async () => {
    await call(AUTHOR, 'delete', { documentId: author });
    await view.finds('wexfarrow', []);
    await view.finds('quomblesh', []);
    await view.finds('turmistic', [essay, about]);
    await view.holds(4);
  });

  it('a rebuild takes them over', async () => {
    expect(await app.rebuild()).toMatchObject({ status: 'completed', records: { embedded: 0 } });
    await view.holds(0);
    expect(await view.search('turmistic')).toEqual([essay, about].sort());
    expect(await view.search('bovarnick')).toHaveLength(1);
  });
});
