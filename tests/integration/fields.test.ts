import { rmSync } from 'node:fs';

import { DATABASES, type TestDatabase } from '../support/databases';
import { addEveryField, ARTICLE, AUTHOR, COMPANY, NOTE, PAGE } from '../support/every-field';
import { OwnApplication } from '../support/own-application';
import { temporaryFolder, TestApp } from '../support/test-app';

const text = (words: string) => ({ type: 'text', text: words });
const paragraph = (...children: object[]) => ({ type: 'paragraph', children });

const STORY = [
  { type: 'heading', level: 2, children: [text('Over the Alps')] },
  paragraph(
    text('We flew with '),
    { type: 'link', url: 'https://a.test/', children: [text('Zephyr')] },
    text('.')
  ),
];

type Name = 'note' | 'company' | 'ada' | 'ben' | 'draft' | 'cover' | 'second' | 'article' | 'sequel';

/** Ids of documents are texts, those of files numbers. */
type Ids = Record<Name, string | number>;

/** Each field of the article, and what it gives. */
const VALUES: [field: string, value: unknown][] = [
  ['title', 'Balloons'],
  ['summary', 'First part.\n\nSecond part.'],
  ['contact', 'desk@example.com'],
  ['slug', 'balloons'],
  ['category', 'news'],
  ['pages', 12],
  ['views', '9007199254740991'],
  ['rating', 4.5],
  ['price', 19.9],
  ['featured', false],
  ['day', '2026-02-03'],
  ['opens', '09:30:00'],
  ['startsAt', '2026-02-03T08:30:00.000Z'],
  ['facts', ['Bern', 'hydrogen', 'silk']],
  ['topics', ['travel', 'air', 7]],
  ['markdown', 'Rising slowly\n\nPush the burner twice.\n\nrope\n\nsand'],
  ['html', 'Landing & after\n\nMind the cows.'],
  ['story', 'Over the Alps\n\nWe flew with Zephyr.'],
  ['colour', 'crimson'],
  ['cover', ['A red balloon', 'Above Bern']],
  ['cover.name', 'red.jpg'],
  ['gallery', ['A blue balloon', 'A red balloon', 'Above Bern']],
  ['gallery.alternativeText', ['A blue balloon', 'A red balloon']],
  ['seo', 'All about balloons\n\nHow they rise.\n\nA blue balloon'],
  ['seo.title', 'All about balloons'],
  ['seo.layout', 'wide'],
  ['seo.image.alternativeText', 'A blue balloon'],
  ['sections', 'Second first\n\nb1\n\nb2\n\nFirst second\n\na1'],
  ['sections.heading', ['Second first', 'First second']],
  ['sections.items.label', ['b1', 'b2', 'a1']],
  ['sections.items.expert.name', ['Ben', 'Ada']],
  [
    'body',
    'Fly with me.\n\nteal\n\nthe sources\n\nChapter\n\nOver the Alps\n\nWe flew with Zephyr.\n\n' +
      'A red balloon\n\nAbove Bern\n\nCome down.',
  ],
  ['body.text', 'Fly with me.\n\nOver the Alps\n\nWe flew with Zephyr.\n\nCome down.'],
  ['body.height', [40]],
  ['body.author', ['Ada', 'Ben']],
  ['body.author.motto', ['Up', 'Down']],
  ['body.author.address.city', ['Bern', 'Thun']],
  ['body.source.expert.name', ['Ben']],
  ['body.images.name', ['red.jpg']],
  ['author', 'Ada'],
  ['author.name', 'Ada'],
  ['author.bio', 'Ada flies balloons.'],
  ['author.address.city', 'Bern'],
  ['author.portrait.alternativeText', 'A blue balloon'],
  ['reviewers', ['Ben', 'Ada']],
  ['reviewers.bio', 'Ben repairs balloons.\n\nAda flies balloons.'],
  ['remark.words', 'Check the facts'],
];

/** Fields that cannot be used, and what the message says. */
const PROBLEMS: [field: string, says: RegExp][] = [
  ['titel', /has no field "titel"\. Did you mean "title"\?$/],
  ['zzz', /api::article\.article has no field "zzz"\.$/],
  ['constructor', /has no field "constructor"/],
  ['title.length', /is of type "string" and has no field "length" in it/],
  ['key', /"key" of api::article\.article is a password/],
  ['secret', /"secret" of api::article\.article is private/],
  ['internal', /"internal" of api::article\.article is private/],
  ['confidential', /"confidential" of api::article\.article is private/],
  ['createdBy.firstname', /"createdBy" of api::article\.article is private/],
  ['hiddenAuthor.name', /"hiddenAuthor" of api::article\.article is private/],
  ['seo.secret', /"secret" of shared\.seo is private/],
  ['author.phone', /"phone" of api::author\.author is private/],
  ['author.nmae', /api::author\.author has no field "nmae"\. Did you mean "name"\?/],
  ['author.company.label', /"company" of api::author\.author is a second relation after "author"/],
  ['author.articles', /is a second relation after "author"/],
  ['body.author.company', /"company" of api::author\.author is a second relation after "author"/],
  ['body.txet', /no component of the dynamic zone "body" of .* has a field "txet"\. Did you mean "text"\?/],
  ['remark.about.words', /"about" of api::note\.note can lead to any content type \(morphToOne\)/],
];

const FILTERS: [field: string, says: RegExp | null][] = [
  ...['title', 'category', 'pages', 'views', 'featured', 'day', 'startsAt', 'topics', 'colour'].map(
    (field): [string, null] => [field, null]
  ),
  ['author.name', null],
  ['sections.items.label', null],
  ['cover.name', null],
  ['markdown', /"markdown" of api::article\.article is rich text, and too long to filter by/],
  ['sections.items.expert.bio', /is rich text/],
  ['body.height', /"body" on the path "body\.height" of .* is a dynamic zone, which Strapi cannot filter by/],
  ['author', /is a relation, and no value to filter by\. Name a field of it/],
  ['body', /is a dynamic zone, which Strapi cannot filter by/],
  ['seo', /is a component, and no value to filter by/],
  ['secret', /is private/],
];

describe.each(DATABASES)('fields of every kind on $database', ({ open }) => {
  const folder = temporaryFolder();
  const ids = {} as Ids;
  let database: TestDatabase;
  let app: TestApp;

  const document = <T = { documentId: string }>(uid: string, action: string, params: object): Promise<T> =>
    app.call('document', { uid, action, ...params });

  const create = async (uid: string, data: object, status = 'published'): Promise<string | number> =>
    (await document(uid, 'create', { data, status })).documentId as string | number;

  const values = (fields: readonly string[], where: object = {}): Promise<Record<string, unknown>> =>
    app.call('fieldValues', { uid: ARTICLE, documentId: ids.article, locale: 'en', fields, ...where });

  const translate = async (documentId: string | number, data: object): Promise<void> => {
    await document(ARTICLE, 'update', { documentId, locale: 'de', data });
    await document(ARTICLE, 'publish', { documentId, locale: 'de' });
  };

  const article = () => ({
    title: 'Balloons',
    summary: 'First part.\n\nSecond part.',
    contact: 'desk@example.com',
    slug: 'balloons',
    category: 'news',
    pages: 12,
    views: '9007199254740991',
    rating: 4.5,
    price: 19.9,
    featured: false,
    day: '2026-02-03',
    opens: '09:30:00.000',
    startsAt: '2026-02-03T09:30:00+01:00',
    key: 'Secret-123',
    facts: { name: 'silk', gas: { number: 3, kind: 'hydrogen' }, city: ['Bern'] },
    topics: ['travel', ['air', 7]],
    markdown: '# Rising *slowly*\n\nPush the [burner](https://a.test/) `twice`.\n\n- rope\n- sand\n',
    html: '<h2>Landing &amp; after</h2>\n\n    <p>Mind <b>the</b> cows.</p><script>x()</script>',
    story: STORY,
    colour: 'crimson',
    secret: 'sesame',
    internal: 'sesame',
    cover: ids.cover,
    gallery: [ids.second, ids.cover],
    seo: {
      title: 'All about balloons',
      layout: 'wide',
      description: 'How they rise.',
      secret: 'sesame',
      image: ids.second,
    },
    sections: [
      { heading: 'Second first', items: [{ label: 'b1', expert: ids.ben }, { label: 'b2' }] },
      { heading: 'First second', items: [{ label: 'a1', expert: ids.ada }] },
    ],
    body: [
      {
        __component: 'block.quote',
        text: 'Fly with me.',
        author: ids.ada,
        colour: 'teal',
        source: { label: 'the sources', expert: ids.ben },
      },
      { __component: 'block.prose', heading: 'Chapter', text: STORY },
      { __component: 'block.spacer', height: 40 },
      { __component: 'block.gallery', images: [ids.cover] },
      { __component: 'block.quote', text: 'Come down.', author: ids.ben },
    ],
    author: ids.ada,
    sequel: ids.sequel,
    reviewers: [ids.ben, ids.draft, ids.ada],
  });

  beforeAll(async () => {
    addEveryField(new OwnApplication(folder).folder);
    database = await open();
    app = await TestApp.start({ application: folder, env: database.env });
    await app.call('createLocale', { code: 'de', name: 'German (de)' });
    const file = (data: object) => app.call<string | number>('createFile', { data });
    ids.cover = await file({ name: 'red.jpg', alternativeText: 'A red balloon', caption: 'Above Bern' });
    ids.second = await file({
      name: 'blue.jpg',
      alternativeText: 'A blue balloon',
      caption: 'A blue balloon',
    });
    ids.company = await create(COMPANY, { label: 'Zephyr' });
    const author = { company: ids.company, phone: '031 123', portrait: ids.second };
    ids.ada = await create(AUTHOR, {
      ...{ ...author, motto: 'Up', name: 'Ada', bio: 'Ada **flies** balloons.', address: { city: 'Bern' } },
    });
    ids.ben = await create(AUTHOR, {
      ...{ motto: 'Down', name: 'Ben', bio: 'Ben repairs balloons.', address: { city: 'Thun' } },
    });
    ids.draft = await create(AUTHOR, { name: 'Nobody yet', bio: 'Unpublished.' }, 'draft');
    ids.sequel = await create(ARTICLE, { title: 'Airships' });
    await translate(ids.sequel, { title: 'Luftschiffe' });
    ids.article = await create(ARTICLE, article());
    const published = { documentId: ids.article, status: 'published' };
    const { id } = await document<{ id: number }>(ARTICLE, 'findOne', published);
    ids.note = await create(NOTE, { words: 'Check the facts', about: { id, __type: ARTICLE } });
  });

  afterAll(async () => {
    await app?.remove();
    await database?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('give their values, in the order of the record', async () => {
    expect(await values(VALUES.map(([field]) => field))).toEqual(Object.fromEntries(VALUES));
  });

  it.each(VALUES)('gives %s when it is read alone', async (field, value) => {
    expect(await values([field])).toEqual({ [field]: value });
  });

  it.each(PROBLEMS)('refuses %s', async (field, says) => {
    expect(await app.call('fieldProblem', { uid: ARTICLE, field })).toMatch(says);
    expect(await app.call('filterProblem', { uid: ARTICLE, field })).toMatch(says);
    await expect(values([field])).rejects.toThrow(says);
  });

  it.each(FILTERS)('knows whether hits can be filtered by %s', async (field, says) => {
    const problem = await app.call('filterProblem', { uid: ARTICLE, field });
    if (says === null) expect(problem).toBeNull();
    else expect(problem).toMatch(says);
  });

  it('refuse a relation to what has no text, and a content type that is not there', async () => {
    expect(await app.call('fieldProblem', { uid: PAGE, field: 'size' })).toMatch(
      /^"size" of api::page.page leads to nothing that has a text of its own\. Name the field .*\{size\.width\}/
    );
    expect(await app.call('fieldProblem', { uid: PAGE, field: 'size.width' })).toBeNull();
    expect(await app.call('fieldProblem', { uid: 'api::gone.gone', field: 'name' })).toBe(
      'there is no content type "api::gone.gone".'
    );
  });

  it('give nothing where a record has nothing', async () => {
    const documentId = await create(ARTICLE, { title: 'Empty' });
    const lists = ['gallery.alternativeText', 'sections.heading', 'body.author', 'body.height', 'reviewers'];
    const fields = [...VALUES.map(([field]) => field).filter((field) => field !== 'title'), 'title'];
    const found = await values(fields, { documentId });
    for (const field of lists) expect([field, found[field]]).toEqual([field, []]);
    for (const field of [
      'summary',
      'html',
      'story',
      'facts',
      'seo',
      'seo.title',
      'body',
      'body.text',
      'author',
    ])
      expect([field, found[field]]).toEqual([field, null]);
  });

  const sorted = (found: readonly (string | number)[]): (string | number)[] => [...found].sort();

  const referring = async (field: string, documentId: string | number): Promise<(string | number)[]> =>
    sorted(
      await app.call('referringTo', { uid: ARTICLE, fields: ['title', field], target: AUTHOR, documentId })
    );

  describe('of related documents', () => {
    it('lead back to the records that use them, wherever the relation is', async () => {
      // Components of other kinds with the same ids, and the same component in another field.
      const spacers = Array.from({ length: 30 }, () => ({ __component: 'block.spacer', height: 1 }));
      await create(ARTICLE, { title: 'D', body: spacers, aside: { items: [{ expert: ids.ben }] } });
      const quote = (author: string | number) => ({ __component: 'block.quote', text: 'Hm', author });
      const items = (length: number) => Array.from({ length }, () => ({ label: 'x', expert: ids.ben }));
      const onlyBen = await create(ARTICLE, { title: 'B', body: [quote(ids.ben), quote(ids.ben)] });
      const onlyAda = await create(ARTICLE, { title: 'A', body: [quote(ids.ada)], author: ids.ada });
      const manyItems = await create(ARTICLE, {
        title: 'C',
        sections: [{ heading: 'h', items: items(450) }],
      });

      expect(await referring('body.author', ids.ben)).toEqual(sorted([ids.article, onlyBen]));
      expect(await referring('body.author.motto', ids.ada)).toEqual(sorted([ids.article, onlyAda]));
      expect(await referring('body.source.expert.name', ids.ben)).toEqual([ids.article]);
      expect(await referring('body.source.expert.name', ids.ada)).toEqual([]);
      expect(await referring('sections.items.expert.name', ids.ben)).toEqual(
        sorted([ids.article, manyItems])
      );
      expect(await referring('sections.items.expert.name', ids.ada)).toEqual([ids.article]);
      expect(await referring('author.name', ids.ada)).toEqual(sorted([ids.article, onlyAda]));
      expect(await referring('reviewers', ids.ben)).toEqual([ids.article]);
      expect(await referring('body.author', ids.draft)).toEqual([]);
    });

    it('are found from the other end of a relation, too', async () => {
      const fields = ['articles', 'articles.body.text'];
      const of = { uid: AUTHOR, documentId: ids.ben, locale: undefined };
      expect(await values(fields, of)).toEqual({ articles: [], 'articles.body.text': null });
      const { articles } = await values(fields, { ...of, documentId: ids.ada });
      expect(sorted(articles as string[])).toEqual(['A', 'Balloons']);
      const authors = { uid: AUTHOR, fields, target: ARTICLE, documentId: ids.article };
      expect(await app.call('referringTo', authors)).toEqual([ids.ada]);
      const noted = { uid: ARTICLE, fields: ['remark.words'], target: NOTE, documentId: ids.note };
      expect(await app.call('referringTo', noted)).toEqual([ids.article]);
    });

    const NAMES = ['author', 'reviewers', 'body.author', 'sections.items.expert.name'];

    it('never give a draft', async () => {
      await document(AUTHOR, 'update', { documentId: ids.ada, data: { name: 'Ada (draft)' } });
      const author = await create(PAGE, { title: 'Ada', author: ids.ada });
      const nobody = await create(PAGE, { title: 'Nobody', author: ids.draft });
      const page = { uid: PAGE, fields: ['author', 'author.bio'], locale: undefined };
      expect(await values([], { ...page, documentId: author })).toEqual({
        author: 'Ada',
        'author.bio': 'Ada flies balloons.',
      });
      expect(await values([], { ...page, documentId: nobody })).toEqual({ author: null, 'author.bio': null });
      expect(await values(NAMES)).toEqual({
        author: 'Ada',
        reviewers: ['Ben', 'Ada'],
        'body.author': ['Ada', 'Ben'],
        'sections.items.expert.name': ['Ben', 'Ada'],
      });
    });

    it('give the translation of the record', async () => {
      const own = { documentId: ids.article, locale: 'de' };
      const body = [{ __component: 'block.quote', text: 'Flieg mit.', author: ids.ben }];
      await translate(ids.article, { title: 'Ballone', body, author: ids.ada, sequel: ids.sequel });
      const fields = ['title', 'body', 'body.author', 'author', 'sequel.title', 'seo.title'];
      expect(await values(fields, own)).toEqual({
        title: 'Ballone',
        body: 'Flieg mit.',
        'body.author': ['Ben'],
        author: 'Ada',
        'sequel.title': 'Luftschiffe',
        'seo.title': null,
      });
      expect(await values(['title', 'sequel.title'])).toEqual({
        title: 'Balloons',
        'sequel.title': 'Airships',
      });
    });

    it('are not of another language, even if an import has linked them', async () => {
      const rowOf = async (documentId: string | number, locale: string): Promise<number> =>
        (await document<{ id: number }>(ARTICLE, 'findOne', { documentId, locale, status: 'published' })).id;
      const statement = 'update articles_sequel_lnk set inv_article_id = ? where article_id = ?';
      const link = (target: number, source: number) =>
        app.call('sql', { statement, bindings: [target, source] });
      const source = await rowOf(ids.article, 'en');
      await link(await rowOf(ids.sequel, 'de'), source);
      expect(await values(['sequel'])).toEqual({ sequel: null });
      await link(await rowOf(ids.sequel, 'en'), source);
      expect(await values(['sequel'])).toEqual({ sequel: 'Airships' });
    });

    it('give the translation that a record without locales refers to', async () => {
      const german = { documentId: ids.sequel, locale: 'de' };
      const page = { uid: PAGE, fields: ['article'], locale: undefined };
      const inGerman = await create(PAGE, { title: 'de', article: german });
      const inDefault = await create(PAGE, { title: 'en', article: ids.sequel });
      expect(await values([], { ...page, documentId: inGerman })).toEqual({ article: 'Luftschiffe' });
      expect(await values([], { ...page, documentId: inDefault })).toEqual({ article: 'Airships' });
    });

    it('follow them when they are published again, and are gone when they are unpublished', async () => {
      const data = { name: 'Ada B.' };
      await document(AUTHOR, 'update', { documentId: ids.ada, data, status: 'published' });
      expect(await values(NAMES)).toEqual({
        author: 'Ada B.',
        reviewers: ['Ben', 'Ada B.'],
        'body.author': ['Ada B.', 'Ben'],
        'sections.items.expert.name': ['Ben', 'Ada B.'],
      });
      await document(AUTHOR, 'unpublish', { documentId: ids.ada });
      expect(await values(NAMES)).toEqual({
        author: null,
        reviewers: ['Ben'],
        'body.author': ['Ben'],
        'sections.items.expert.name': ['Ben'],
      });
      expect(await referring('body.author', ids.ada)).toContain(ids.article);
    });
  });
});
