import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/* An application's content with every kind of field that Strapi has. */

export const ARTICLE = 'api::article.article';
export const AUTHOR = 'api::author.author';
export const COMPANY = 'api::company.company';
export const NOTE = 'api::note.note';
export const PAGE = 'api::page.page';

type Attributes = Record<string, object>;

const LOCALIZED = { i18n: { localized: true } };

const one = (target: string, more: object = {}) => ({
  type: 'relation',
  relation: 'manyToOne',
  target,
  ...more,
});
const many = (target: string) => ({ type: 'relation', relation: 'manyToMany', target });
const component = (uid: string, more: object = {}) => ({ type: 'component', component: uid, ...more });

const TYPES: Record<
  string,
  { drafts: boolean; localized?: boolean; privateAttributes?: string[]; attributes: Attributes }
> = {
  article: {
    drafts: true,
    localized: true,
    privateAttributes: ['internal'],
    attributes: {
      title: { type: 'string', pluginOptions: LOCALIZED },
      summary: { type: 'text', pluginOptions: LOCALIZED },
      contact: { type: 'email' },
      slug: { type: 'uid' },
      category: { type: 'enumeration', enum: ['news', 'opinion'] },
      pages: { type: 'integer' },
      views: { type: 'biginteger' },
      rating: { type: 'float' },
      price: { type: 'decimal' },
      featured: { type: 'boolean' },
      day: { type: 'date' },
      opens: { type: 'time' },
      startsAt: { type: 'datetime' },
      key: { type: 'password' },
      facts: { type: 'json' },
      topics: { type: 'json' },
      markdown: { type: 'richtext' },
      html: { type: 'richtext' },
      story: { type: 'blocks' },
      colour: { type: 'customField', customField: 'global::colour' },
      secret: { type: 'string', private: true },
      internal: { type: 'string' },
      confidential: { type: 'string' },
      cover: { type: 'media', multiple: false },
      gallery: { type: 'media', multiple: true },
      seo: component('shared.seo', { pluginOptions: LOCALIZED }),
      sections: component('shared.section', { repeatable: true, pluginOptions: LOCALIZED }),
      aside: component('shared.section', { pluginOptions: LOCALIZED }),
      body: {
        type: 'dynamiczone',
        components: ['block.prose', 'block.quote', 'block.gallery', 'block.spacer'],
        pluginOptions: LOCALIZED,
      },
      author: one(AUTHOR, { inversedBy: 'articles' }),
      reviewers: many(AUTHOR),
      hiddenAuthor: one(AUTHOR, { private: true }),
      sequel: one(ARTICLE, { pluginOptions: LOCALIZED }),
      remark: { type: 'relation', relation: 'morphOne', target: NOTE, morphBy: 'about' },
    },
  },
  author: {
    drafts: true,
    attributes: {
      motto: { type: 'string' },
      name: { type: 'string' },
      bio: { type: 'richtext' },
      phone: { type: 'string', private: true },
      portrait: { type: 'media', multiple: false },
      address: component('shared.address'),
      company: one(COMPANY),
      articles: { type: 'relation', relation: 'oneToMany', target: ARTICLE, mappedBy: 'author' },
    },
  },
  company: { drafts: false, attributes: { label: { type: 'string' }, size: { type: 'integer' } } },
  note: {
    drafts: false,
    attributes: { words: { type: 'string' }, about: { type: 'relation', relation: 'morphToOne' } },
  },
  page: {
    drafts: false,
    attributes: {
      title: { type: 'string' },
      author: one(AUTHOR),
      article: one(ARTICLE),
      size: one('api::size.size'),
    },
  },
  size: { drafts: false, attributes: { width: { type: 'integer' } } },
};

const COMPONENTS: Record<string, Attributes> = {
  'shared.seo': {
    title: { type: 'string' },
    layout: { type: 'enumeration', enum: ['wide', 'narrow'] },
    description: { type: 'text' },
    secret: { type: 'string', private: true },
    image: { type: 'media', multiple: false },
  },
  'shared.section': {
    heading: { type: 'string' },
    items: component('shared.item', { repeatable: true }),
  },
  'shared.item': { label: { type: 'string' }, expert: one(AUTHOR) },
  'shared.address': { city: { type: 'string' } },
  'block.prose': { heading: { type: 'string' }, text: { type: 'blocks' } },
  'block.quote': {
    text: { type: 'string' },
    author: one(AUTHOR),
    colour: { type: 'customField', customField: 'global::colour' },
    source: component('shared.item'),
  },
  'block.gallery': { images: { type: 'media', multiple: true } },
  'block.spacer': { height: { type: 'integer' } },
};

const write = (file: string, content: string): void => {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, content);
};

/** Settings of the application which keep a field out of every response. */
const CONFIG = `
const { default: before } = exports;
exports.default = { ...before, responses: { ...before.responses, privateAttributes: ['confidential'] } };
`;

/** Adds this content to the build of an application. @param folder Of the application. */
export const addEveryField = (folder: string): void => {
  const source = path.join(folder, 'dist/src');
  for (const [name, { drafts, localized = false, privateAttributes = [], attributes }] of Object.entries(
    TYPES
  )) {
    const plural = name.endsWith('y') ? `${name.slice(0, -1)}ies` : `${name}s`;
    const schema = {
      kind: 'collectionType',
      collectionName: plural,
      info: { singularName: name, pluralName: plural, displayName: name },
      options: { draftAndPublish: drafts, privateAttributes },
      ...(localized && { pluginOptions: LOCALIZED }),
      attributes,
    };
    write(path.join(source, `api/${name}/content-types/${name}/schema.json`), JSON.stringify(schema));
  }
  for (const [uid, attributes] of Object.entries(COMPONENTS)) {
    const [category, name] = uid.split('.');
    const schema = {
      collectionName: `components_${category}_${name}`,
      info: { displayName: name },
      attributes,
    };
    write(path.join(source, `components/${category}/${name}.json`), JSON.stringify(schema));
  }
  appendFileSync(path.join(folder, 'dist/config/api.js'), CONFIG);
  write(
    path.join(source, 'index.js'),
    `exports.__esModule = true;
exports.default = {
  register({ strapi }) {
    strapi.customFields.register({ name: 'colour', type: 'string' });
  },
};
`
  );
};
