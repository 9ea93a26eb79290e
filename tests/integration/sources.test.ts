import { rmSync } from 'node:fs';

import type { DriftItem } from '../../src/plugins/index-rebuild/shared/contracts';
import { addEveryField, ARTICLE, AUTHOR, PAGE } from '../support/every-field';
import { expertSource } from '../support/expert-source';
import { OwnApplication } from '../support/own-application';
import { temporaryFolder, TestApp } from '../support/test-app';
import { until } from '../support/until';

const EXPERT = 'api::expert.expert';

const TEMPLATE = [
  ...['title', 'summary', 'contact', 'slug', 'category', 'pages', 'rating', 'day', 'startsAt', 'topics'],
  ...['facts', 'markdown', 'html', 'story', 'colour', 'cover', 'seo', 'sections', 'body', 'author'],
  ...['reviewers.bio', 'body.author', 'sections.items.expert.name'],
]
  .map((field) => `{${field}}`)
  .join('\n');

const article = {
  uid: ARTICLE,
  template: TEMPLATE,
  passages: { field: 'body' },
  filterable: ['category', 'pages'],
};
const page = { uid: PAGE, template: '{title}\n{author.name}' };
const expert = expertSource({ maxPerRecord: 0 });

const settings = (sources: object[]) => ({
  INDEX_REBUILD_SETTINGS: JSON.stringify({ sources, guards: { minShare: 0 } }),
});

const blocks = (text: string) => [{ type: 'paragraph', children: [{ type: 'text', text }] }];

type Related = { author: string; file: number };

/** A word that nothing else has, in each kind of field. */
const KINDS: [kind: string, word: string, data: (word: string, related: Related) => object][] = [
  ['text in one line', 'zanterwick', (title) => ({ title })],
  ['text in several lines', 'quomblesh', (word) => ({ summary: `First.\n\nThen ${word}.` })],
  ['e-mail', 'drissolan', (word) => ({ contact: `${word}@example.com` })],
  ['uid', 'wexfarrow', (slug) => ({ slug })],
  ['enumeration', 'opinion', (category) => ({ category })],
  ['integer', '48151', (pages) => ({ pages: Number(pages) })],
  ['decimal number', '62.342', (rating) => ({ rating: Number(rating) })],
  ['date', '1871', (year) => ({ day: `${year}-03-18` })],
  ['date and time', '1969', (year) => ({ startsAt: `${year}-07-20T20:17:40Z` })],
  ['JSON', 'plimberose', (word) => ({ topics: ['sky', word] })],
  ['nested JSON', 'karvelline', (word) => ({ facts: { gas: { name: word } } })],
  ['Markdown', 'obrenthal', (word) => ({ markdown: `# On _${word}_\n\nText.` })],
  ['HTML', 'shindlewort', (word) => ({ html: `<p>On <b>${word}</b></p>` })],
  ['blocks', 'grelvander', (word) => ({ story: blocks(`About ${word}.`) })],
  ['custom field', 'turmistic', (colour) => ({ colour })],
  ['media', 'bovarnick', (_, { file }) => ({ cover: file })],
  ['component', 'hesperlute', (title) => ({ seo: { title } })],
  [
    'component in a component',
    'crondavel',
    (label) => ({ sections: [{ heading: 'h', items: [{ label }] }] }),
  ],
  ['dynamic zone', 'melquastor', (text) => ({ body: [{ __component: 'block.quote', text }] })],
  [
    'blocks in a dynamic zone',
    'vindobrash',
    (word) => ({ body: [{ __component: 'block.prose', text: blocks(`On ${word}.`) }] }),
  ],
  ['relation', 'Ottokarine', (_, { author }) => ({ author })],
  [
    'relation in a dynamic zone',
    'Ottokarine',
    (_, { author }) => ({ body: [{ __component: 'block.quote', text: 'Said.', author }] }),
  ],
  [
    'relation in a component',
    'Ottokarine',
    (_, { author }) => ({ sections: [{ heading: 'h', items: [{ label: 'l', expert: author }] }] }),
  ],
];

type Hit = { documentId: string; contentType: string; title?: string; highlight?: string | null };

describe('an index over several content types', () => {
  const folder = temporaryFolder();
  const ids = new Map<string, string>();
  let data: string;
  let app: TestApp;

  const start = (sources: object[]): Promise<TestApp> =>
    TestApp.start({ application: folder, folder: data, env: settings(sources) });

  const create = async (uid: string, values: object): Promise<string> =>
    (
      await app.call<{ documentId: string }>('document', {
        ...{ uid, action: 'create', data: values, status: 'published' },
      })
    ).documentId;

  const hits = async (query: string, parameters = ''): Promise<Hit[]> => {
    const { status, body } = await app.search(query, parameters);
    if (status !== 200) throw new Error(JSON.stringify(body));
    return body.data as unknown as Hit[];
  };

  const typesOf = async (query: string, parameters = ''): Promise<string[]> =>
    [...new Set((await hits(query, parameters)).map(({ contentType }) => contentType))].sort();

  const driftItems = async (): Promise<string[]> =>
    (await app.driftList()).data
      .map(({ label, kind, cause }: DriftItem) => `${label} ${kind} ${cause}`)
      .sort();

  beforeAll(async () => {
    addEveryField(new OwnApplication(folder).folder);
    data = temporaryFolder();
    app = await start([article, page, expert]);
    await app.call('grantSearchToPublic');
    await app.call('createLocale', { code: 'de', name: 'German (de)' });
    const author = await create(AUTHOR, { name: 'Ottokarine', bio: 'Flies.' });
    const file = await app.call<number>('createFile', {
      data: { name: 'x.jpg', alternativeText: 'A bovarnick over Bern' },
    });
    for (const [at, [kind, word, values]] of KINDS.entries()) {
      const base = { title: `Number ${at}`, summary: 'Something to read.' };
      ids.set(kind, await create(ARTICLE, { ...base, ...values(word, { author, file }) }));
    }
    ids.set('page', await create(PAGE, { title: 'How balloons are repaired', author }));
    ids.set('other page', await create(PAGE, { title: 'Opening hours of the museum' }));
    ids.set('balloons', await create(ARTICLE, { title: 'Balloons over Bern', category: 'news', pages: 7 }));
    const [documentId] = await app.createExperts([
      { name: 'Ines Aldrin', title: 'Balloon pilot', bio: 'Ines repairs balloons and flies them.' },
    ]);
    ids.set('expert', documentId);
    const translated = { uid: ARTICLE, documentId: ids.get('balloons'), locale: 'de' };
    const german = { title: 'Ballone über Bern', summary: 'Sie fliegen über den Häusern der Altstadt.' };
    await app.call('document', { ...translated, action: 'update', data: german });
    await app.call('document', { ...translated, action: 'publish' });
    const run = await app.rebuild();
    expect(run).toMatchObject({ status: 'completed', records: { failed: 0, total: KINDS.length + 5 } });
  });

  afterAll(async () => {
    await app?.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(KINDS)('finds what is in a field of the kind %s', async (kind, word) => {
    const found = await hits(word, '&mode=lexical&limit=100');
    expect(found.map(({ documentId }) => documentId)).toContain(ids.get(kind));
    const others = KINDS.filter(([, other]) => other === word).length + Number(word === 'Ottokarine');
    expect(found).toHaveLength(others);
  });

  it('ranks the records of all content types together, and says what each hit is', async () => {
    expect(await typesOf('repairing balloons', '&limit=3')).toEqual([ARTICLE, EXPERT, PAGE]);
    const { body } = await app.search('repairing balloons', '&mode=semantic&minScore=0&limit=50');
    const scores = body.data.map(({ score }) => score);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    expect(body.meta.pagination.total).toBe(KINDS.length + 4);
  });

  it.each([
    ['page', [PAGE]],
    [PAGE, [PAGE]],
    ['page,expert', [EXPERT, PAGE]],
    ['article', [ARTICLE]],
  ])('searches type=%s alone', async (type, expected) => {
    expect(await typesOf('balloons', `&type=${type}&limit=100`)).toEqual(expected);
  });

  it('filters each content type by fields of its own', async () => {
    const news = await hits('balloons', '&type=article&filters[category][$eq]=news');
    expect(news.map(({ documentId }) => documentId)).toEqual([ids.get('balloons')]);
    const both = await hits(
      'balloons',
      '&type=article,page&filters[article][pages][$lt]=10&filters[page][title][$contains]=repaired'
    );
    expect(both.map(({ documentId }) => documentId).sort()).toEqual(
      [ids.get('balloons'), ids.get('page')].sort()
    );
    const some = await hits('balloons', '&minScore=0&filters[article][pages][$lt]=10&limit=100');
    expect(some.map(({ documentId }) => documentId).sort()).toEqual(
      ['balloons', 'page', 'other page', 'expert'].map((name) => ids.get(name)).sort()
    );
  });

  it('shows fields and relations of each content type as they are asked for', async () => {
    const [hit] = await hits('how balloons are repaired', '&type=page,article&fields[page][0]=title');
    expect(hit).toMatchObject({ documentId: ids.get('page'), title: 'How balloons are repaired' });
    expect(hit).not.toHaveProperty('createdAt');
  });

  it.each([
    ['&type=author', /type "author" is not indexed\. Choose from: article, page, expert\./],
    ['&filters[pages][$lt]=10', /Several content types are searched, so filters names one first/],
    ['&type=article&filters[nothing][$eq]=1', /nothing/],
    ['&fields[0]=title', /fields\[article\]/],
    ['&spelling=sloppy', /spelling is correct or exact\./],
  ])('refuses %s', async (parameters, says) => {
    const { status, body } = await app.search('balloons', parameters);
    expect(status).toBe(400);
    expect(body).toMatchObject({
      error: { details: { code: 'INVALID_REQUEST' }, message: expect.stringMatching(says) },
    });
  });

  it('finds translations in their language, and content types without locales in each', async () => {
    const german = await hits('Ballone', '&minScore=0&locale=de&limit=100');
    expect(german[0]).toMatchObject({ documentId: ids.get('balloons'), title: 'Ballone über Bern' });
    expect(german.map(({ contentType }) => contentType)).toContain(PAGE);
    expect(german.filter(({ contentType }) => contentType === ARTICLE)).toHaveLength(1);
  });

  it('finds German words in all of their forms, and only where German is searched', async () => {
    const found = await hits('Haus', '&locale=de&mode=lexical&limit=100');
    expect(found.map(({ documentId }) => documentId)).toEqual([ids.get('balloons')]);
    expect(await hits('Haus', '&mode=lexical')).toEqual([]);
  });

  it('corrects misspelt words, for words and for meaning, and says so on every page', async () => {
    for (const mode of ['hybrid', 'lexical', 'semantic']) {
      const asked = (q: string, parameters = '') =>
        app.search(q, `&mode=${mode}&pagination[pageSize]=1${parameters}`);
      const meant = await asked('repairing balloons');
      expect(meant.body.meta).not.toHaveProperty('correctedTo');
      for (const parameters of ['', '&pagination[page]=2']) {
        const corrected = await asked('repairing baloons', parameters);
        expect(corrected.body.meta).toMatchObject({ correctedTo: 'repairing balloons' });
        if (parameters === '') expect(corrected.body.data).toEqual(meant.body.data);
      }
      const exact = await asked('repairing baloons', '&spelling=exact');
      expect(exact.body.meta).not.toHaveProperty('correctedTo');
    }
    expect(await hits('baloons', '&mode=lexical&spelling=exact')).toEqual([]);
    expect(await typesOf('baloons', '&mode=lexical')).toEqual([ARTICLE, EXPERT, PAGE]);
  });

  it('highlights passages of a dynamic zone that the answer does not show', async () => {
    const body = [
      { __component: 'block.quote', text: 'The envelope of a balloon is made of ripstop nylon.' },
      { __component: 'block.quote', text: 'A burner heats the air inside for the ascent.' },
    ];
    const documentId = await create(ARTICLE, { title: 'Materials', body });
    await app.rebuild();
    const [hit] = await hits('what is the envelope made of', '&type=article&mode=semantic&highlight=true');
    expect(hit).toMatchObject({ documentId, highlight: expect.stringContaining('ripstop nylon') });
    expect(hit).not.toHaveProperty('body');
  });

  it('finds records of any content type that are like one', async () => {
    const path = `/api/search/similar/${ids.get('page')}?limit=5`;
    const { body } = await app.request<{ data: Hit[] }>('GET', path, { token: null });
    expect(body.data.map(({ documentId }) => documentId)).toEqual(
      expect.arrayContaining([ids.get('balloons'), ids.get('expert')])
    );
    expect(body.data.map(({ documentId }) => documentId)).not.toContain(ids.get('page'));
  });

  it('counts the drift of every content type, and of what they refer to', async () => {
    expect(await driftItems()).toEqual([]);
    const documentId = ids.get('other page');
    const update = { uid: PAGE, action: 'update', documentId, data: { title: 'Opening hours' } };
    await app.call('document', update);
    await until('the drift of the page', async () => (await driftItems()).length === 1);
    expect(await driftItems()).toEqual(['page changed text']);
    const record = `/index-rebuild/drift/records/${documentId}?uid=${PAGE}`;
    expect((await app.request('GET', record)).body).toMatchObject({ data: { state: 'changed' } });
    const other = `/index-rebuild/drift/records/${documentId}?uid=${AUTHOR}`;
    expect((await app.request('GET', other)).body).toEqual({ data: null });
    await app.rebuild();
    expect(await driftItems()).toEqual([]);
  });

  it('embeds nothing again when another content type is added or taken away', async () => {
    await app.stop();
    app = await start([page, expert]);
    await until('the drift of the articles', async () => (await app.status()).drift?.removed);
    expect(new Set(await driftItems())).toEqual(new Set([`${ARTICLE} removed spec`]));
    expect(await typesOf('balloons', '&limit=100')).toEqual([EXPERT, PAGE]);
    expect(await app.rebuild()).toMatchObject({ status: 'completed', records: { total: 3, embedded: 0 } });
    await app.stop();
    app = await start([article, page, expert]);
    await until('the drift of the articles', async () => (await app.status()).drift?.added);
    expect(await app.rebuild()).toMatchObject({ status: 'completed', records: { embedded: 0 } });
    expect(await typesOf('balloons', '&limit=100')).toEqual([ARTICLE, EXPERT, PAGE]);
  });

  it.each<[why: string, sources: object[], says: string]>([
    [
      'that is gone',
      [page, { uid: 'api::blog.blog' }],
      'sources[1].uid: there is no content type "api::blog.blog"',
    ],
    ['that is there twice', [page, page], 'sources[1].uid: "api::page.page" is a source already'],
    [
      'with an unknown field',
      [{ ...page, template: '{titel}' }],
      'sources[0].template: api::page.page has no field "titel". Did you mean "title"?',
    ],
    [
      'with a private field',
      [{ ...article, template: '{secret}' }],
      'sources[0].template: "secret" of api::article.article is private',
    ],
    [
      'named by a field of a relation',
      [{ ...article, displayName: 'author.name' }],
      'sources[0].displayName: "author.name" of api::article.article is no plain field',
    ],
    [
      'with private passages',
      [{ ...article, passages: { field: 'internal' } }],
      'sources[0].passages: "internal" of api::article.article is private',
    ],
    [
      'with a relation of a relation',
      [{ ...article, template: '{author.company.label}' }],
      'sources[0].template: "company" of api::author.author is a second relation',
    ],
    [
      'filtered by rich text',
      [{ ...article, filterable: ['markdown'] }],
      'sources[0].filterable: "markdown" of api::article.article is rich text',
    ],
  ])('refuses a source %s', async (_, sources, says) => {
    expect(await app.call('settingsProblem', { settings: { sources, tags: null } })).toContain(says);
  });

  it('needs nothing but the name of a content type', async () => {
    expect(
      await app.call('settingsProblem', {
        settings: { sources: [{ uid: ARTICLE }, { uid: PAGE }], tags: null },
      })
    ).toBeNull();
  });
});

describe('a plugin without sources', () => {
  it('starts, and says what to do', async () => {
    const app = await TestApp.start({
      env: { INDEX_REBUILD_SETTINGS: JSON.stringify({ sources: [], tags: null }) },
    });
    try {
      await app.call('grantSearchToPublic');
      expect(await app.status()).toMatchObject({ status: 'idle', sources: [] });
      const { status, body } = await app.startRun();
      expect(status).toBe(422);
      expect(body.error).toMatchObject({ details: { code: 'NO_SOURCES' } });
      expect((await app.search('balloons')).status).toBe(503);
    } finally {
      await app.remove();
    }
  });
});
