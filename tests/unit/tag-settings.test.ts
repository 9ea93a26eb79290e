import { readSettings } from '../../src/plugins/index-rebuild/server/src/config/settings';

const string = { type: 'string' };
const link = { type: 'relation', relation: 'manyToMany', target: 'api::topic.topic' };

const contentTypes = {
  'api::page.page': {
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
const read = (tags: object, source: object = PAGES) =>
  readSettings({
    contentTypes,
    getModel: (uid: keyof typeof contentTypes) => contentTypes[uid],
    config: { get: (key: string, unset: unknown) => (key.startsWith('plugin::') ? { source, tags } : unset) },
    dirs: { app: { root: '/app' }, static: { public: '/app/public' } },
  } as never);

describe('settings of tags', () => {
  it('take any content type as source and as taxonomy', () => {
    const { tags } = read({ taxonomy: 'api::topic.topic', field: 'topics' });
    expect(tags).toMatchObject({ field: 'topics', tagger: { kind: 'local' } });
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
    ['a field that is missing', { taxonomy: 'api::topic.topic' }, /tags\.field: "autoTags"/],
    [
      'a field that is not a relation',
      { taxonomy: 'api::topic.topic', field: 'name' },
      /tags\.field: "name"/,
    ],
    ['a relation to one', { taxonomy: 'api::topic.topic', field: 'editor' }, /tags\.field: "editor"/],
  ])('refuse %s and name the key', (_, tags, message) => {
    expect(() => read(tags)).toThrow(message);
  });

  it('refuse a field that is indexed, since tags must never change a record', () => {
    const tags = { taxonomy: 'api::topic.topic', field: 'topics' };
    expect(() => read(tags, { ...PAGES, filterable: ['topics'] })).toThrow(/tags\.field: .* indexed/);
  });
});

describe('settings of the source', () => {
  it('refuse passages of a private field, since they are shown', () => {
    expect(() => read(null as never, { ...PAGES, passages: { field: 'notes' } })).toThrow(
      /source\.passages\.field: "notes" of api::page\.page is private/
    );
  });
});
