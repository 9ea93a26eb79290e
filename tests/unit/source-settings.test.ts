import { defaultsFor } from '../../src/plugins/index-rebuild/server/src/config/source-defaults';
import { readSettings } from '../../src/plugins/index-rebuild/server/src/config/settings';

const string = { type: 'string' };
const link = { type: 'relation', relation: 'manyToMany', target: 'api::topic.topic' };

const contentTypes = {
  'api::page.page': {
    kind: 'collectionType',
    info: { singularName: 'page', displayName: 'Page' },
    attributes: {
      ...{ name: string, body: string, notes: { ...string, private: true } },
      ...{ topics: link, editor: { ...link, relation: 'manyToOne' } },
    },
  },
  'api::topic.topic': { attributes: { name: string }, options: { draftAndPublish: false } },
  'api::draft.draft': { attributes: { name: string }, options: { draftAndPublish: true } },
  'api::word.word': { attributes: { name: string }, pluginOptions: { i18n: { localized: true } } },
  'api::bare.bare': { attributes: { title: string } },
};

const PAGES = {
  uid: 'api::page.page',
  template: '{name}\n{body}',
  passages: { field: 'body' },
  filterable: [] as string[],
};

/** The settings of an application with these content types. */
const read = (tags: object | null, ...sources: object[]) =>
  readSettings({
    contentTypes,
    getModel: (uid: keyof typeof contentTypes) => contentTypes[uid],
    config: {
      get: (key: string, unset: unknown) => (key.startsWith('plugin::') ? { sources, tags } : unset),
    },
    dirs: { app: { root: '/app' }, static: { public: '/app/public' } },
  } as never);

const TOPICS = { taxonomy: 'api::topic.topic' };

describe('settings of tags', () => {
  it('take any content type as source and as taxonomy', () => {
    const { tags, sources } = read(TOPICS, { ...PAGES, tagField: 'topics' });
    expect(tags).toMatchObject({ taxonomy: 'api::topic.topic', tagger: { kind: 'local' } });
    expect(sources).toMatchObject([{ tagField: 'topics' }]);
  });

  it.each([
    [
      'a taxonomy that does not exist',
      { taxonomy: 'api::none.none' },
      /tags\.taxonomy: there is no content type/,
    ],
    ['one without names', { taxonomy: 'api::bare.bare' }, /tags\.taxonomy: .* no field "name"/],
    ['one with drafts', { taxonomy: 'api::draft.draft' }, /tags\.taxonomy: .* has drafts/],
    ['one with locales', { taxonomy: 'api::word.word' }, /tags\.taxonomy: .* has locales/],
  ])('refuse %s and name the key', (_, tags, message) => {
    expect(() => read(tags, { ...PAGES, tagField: 'topics' })).toThrow(message);
  });

  it.each([
    ['that is missing', 'autoTags', /sources\[0\]\.tagField: "autoTags"/],
    ['that is not a relation', 'name', /sources\[0\]\.tagField: "name"/],
    ['that is a relation to one', 'editor', /sources\[0\]\.tagField: "editor"/],
  ])('refuse a field %s and name the key', (_, tagField, message) => {
    expect(() => read(TOPICS, { ...PAGES, tagField })).toThrow(message);
  });

  it('refuse a field that is indexed, since tags must never change a record', () => {
    const source = { ...PAGES, tagField: 'topics', template: '{name}\n{topics.name}' };
    expect(() => read(TOPICS, source)).toThrow(/sources\[0\]\.tagField: .* indexed/);
  });

  it('refuse a taxonomy without a field for its tags, but not a field while tags are off', () => {
    expect(() => read(TOPICS, PAGES)).toThrow(/tags: no source has a tagField/);
    expect(read(null, { ...PAGES, tagField: 'topics' }).tags).toBeNull();
  });
});

describe('settings of a source', () => {
  it('refuse passages of a private field, since they are shown', () => {
    expect(() => read(null, { ...PAGES, passages: { field: 'notes' } })).toThrow(
      /sources\[0\]\.passages: "notes" of api::page\.page is private/
    );
  });

  it('name the source that is wrong', () => {
    expect(() => read(null, PAGES, { uid: 'api::none.none' })).toThrow(/sources\[1\]\.uid: there is no/);
    expect(() => read(null, PAGES, PAGES)).toThrow(
      /sources\[1\]\.uid: "api::page\.page" is a source already/
    );
  });

  it('are derived from the content type where they are left out', () => {
    const [source] = read(null, { uid: 'api::page.page' }).sources;
    expect(source).toMatchObject({
      ...{ displayName: 'name', template: '{name}\n{body}', singularName: 'page', label: 'Page' },
      ...{ filterable: [], tagField: null, nameOnly: true, isSingleType: false },
    });
  });
});

describe('what a content type is indexed by without settings', () => {
  const defaults = (attributes: Record<string, { type: string }>, hidden: string[] = []) =>
    defaultsFor({ attributes }, (field) => !hidden.includes(field));

  it.each([
    ['a title', { slug: { type: 'uid' }, text: { type: 'text' }, title: string, kind: string }, 'title'],
    ['a name', { first: string, name: string }, 'name'],
    ['the first short text otherwise', { text: { type: 'text' }, first: string, second: string }, 'first'],
    ['nothing without a short text', { text: { type: 'text' } }, null],
  ])('is named by %s', (_, attributes, name) => {
    expect(defaults(attributes as never).displayName).toBe(name);
  });

  it('has every text that may be indexed, its name first', () => {
    const attributes = {
      ...{
        intro: { type: 'text' },
        title: string,
        price: { type: 'decimal' },
        body: { type: 'dynamiczone' },
      },
      ...{ secret: string, author: { type: 'relation' }, locale: string, seo: { type: 'component' } },
    };
    const { templateWith } = defaults(attributes, ['secret']);
    expect(templateWith('title')).toBe('{title}\n{intro}\n{body}\n{seo}');
  });

  it.each([
    ['blocks before a dynamic zone', { zone: { type: 'dynamiczone' }, body: { type: 'blocks' } }, 'body'],
    ['rich text before long text', { text: { type: 'text' }, rich: { type: 'richtext' } }, 'rich'],
    ['no field without long text', { title: string }, null],
  ])('is split in %s', (_, attributes, field) => {
    expect(defaults(attributes as never).passageField).toBe(field);
  });
});
