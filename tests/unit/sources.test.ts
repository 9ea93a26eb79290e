import { settingsSchema } from '../../src/plugins/index-rebuild/server/src/config/schema';
import {
  resolveSources,
  specOf,
  tagFields,
  textRules,
} from '../../src/plugins/index-rebuild/server/src/config/sources';

const string = { type: 'string' };

const contentTypes = {
  'api::article.article': {
    ...{ kind: 'collectionType', info: { singularName: 'article', displayName: 'Article' } },
    attributes: { slug: { type: 'uid' }, headline: string, lead: { type: 'text' }, body: { type: 'blocks' } },
  },
  'api::imprint.imprint': {
    ...{ kind: 'singleType', info: { singularName: 'imprint', displayName: 'Legal notice' } },
    attributes: { title: string, secret: { type: 'richtext', private: true }, views: { type: 'integer' } },
  },
  'api::picture.picture': {
    ...{ kind: 'collectionType', info: { singularName: 'picture', displayName: 'Picture' } },
    attributes: { file: { type: 'media' }, caption: { type: 'text' } },
  },
};

const strapi = {
  contentTypes,
  getModel: (uid: keyof typeof contentTypes) => contentTypes[uid],
  config: { get: (_: string, unset: unknown) => unset },
} as never;

const refuse = (key: string, why: string): never => {
  throw new Error(`${key}: ${why}`);
};

const resolved = (...sources: object[]) => resolveSources(strapi, settingsSchema.parse({ sources }), refuse);

const ARTICLE = { uid: 'api::article.article' };
const IMPRINT = { uid: 'api::imprint.imprint' };

describe('a source', () => {
  it.each<[string, object, object]>([
    [
      'of nothing but its content type',
      ARTICLE,
      {
        ...{ displayName: 'headline', template: '{headline}\n{lead}\n{body}', isSingleType: false },
        passages: { field: 'body', context: '', maxPerRecord: 24, minLength: 25 },
      },
    ],
    [
      'with a name of its own, which comes first in the text',
      { ...ARTICLE, displayName: 'lead' },
      { displayName: 'lead', template: '{lead}\n{headline}\n{body}', passages: { field: 'body' } },
    ],
    [
      'with a template of its own',
      { ...ARTICLE, template: '{lead}' },
      { displayName: 'headline', template: '{lead}', passages: { field: 'body' } },
    ],
    [
      'with passages of a field of its own',
      { ...ARTICLE, passages: { field: 'lead', maxPerRecord: 3 } },
      { passages: { field: 'lead', context: '', maxPerRecord: 3, minLength: 25 } },
    ],
    ['without passages', { ...ARTICLE, passages: null }, { passages: null }],
    [
      'of a single type, whose private text is neither indexed nor split',
      IMPRINT,
      {
        displayName: 'title',
        template: '{title}',
        passages: null,
        label: 'Legal notice',
        isSingleType: true,
      },
    ],
  ])('%s', (_, settings, expected) => {
    expect(resolved(settings)).toMatchObject([expected]);
  });

  it.each<[string, object[], string]>([
    ['that is unknown', [ARTICLE, { uid: 'api::gone.gone' }], 'sources[1].uid: there is no content type'],
    ['that is there twice', [ARTICLE, IMPRINT, ARTICLE], 'sources[2].uid: "api::article.article" is a'],
    [
      'without a short text for a name',
      [{ uid: 'api::picture.picture' }],
      'sources[0].displayName: say which',
    ],
  ])('%s is refused by its key', (_, settings, message) => {
    expect(() => resolved(...settings)).toThrow(message);
  });

  it('keeps its place, since keys name it by that', () => {
    expect(resolved(IMPRINT, ARTICLE).map(({ uid }) => uid)).toEqual([IMPRINT.uid, ARTICLE.uid]);
  });
});

describe('what is made of sources', () => {
  const sources = resolved({ ...ARTICLE, tagField: 'tags', nameOnly: false }, IMPRINT);

  it('are specs of what decides vectors, and of nothing else', () => {
    const decisive = ['displayName', 'filterable', 'passages', 'template', 'uid'];
    expect(Object.keys(specOf(sources[0])).sort()).toEqual(decisive);
    const [relabelled] = resolved({ ...ARTICLE, nameOnly: true });
    expect(specOf(relabelled)).toEqual(specOf(sources[0]));
  });

  it('are rules about texts and fields for tags by content type', () => {
    expect(textRules({ sources, guards: { maxTextLength: 7 } })).toEqual({
      maxTextLength: 7,
      nameIsNotEnough: [ARTICLE.uid],
    });
    expect(tagFields(sources)).toEqual({ [ARTICLE.uid]: 'tags' });
  });
});
