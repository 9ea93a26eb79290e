import type { GeneratedApplication, Kind } from './generated-application';

/* Content of an application that has nothing to do with this one: articles, authors and pages. */

const LOCALIZED = { i18n: { localized: true } };

type Type = { drafts: boolean; localized: boolean; attributes: Record<string, object> };

const TYPES: Record<string, Type> = {
  article: {
    drafts: true,
    localized: true,
    attributes: {
      title: { type: 'string', required: true, pluginOptions: LOCALIZED },
      topic: { type: 'enumeration', enum: ['nature', 'craft'], pluginOptions: LOCALIZED },
      intro: { type: 'blocks', pluginOptions: LOCALIZED },
      body: {
        type: 'dynamiczone',
        components: ['shared.quote', 'shared.text'],
        pluginOptions: LOCALIZED,
      },
      author: { type: 'relation', relation: 'manyToOne', target: 'api::author.author' },
    },
  },
  author: { drafts: false, localized: false, attributes: { name: { type: 'string' } } },
  page: {
    drafts: true,
    localized: false,
    attributes: { title: { type: 'string' }, text: { type: 'richtext' } },
  },
};

const COMPONENTS: Record<string, Record<string, object>> = {
  quote: { said: { type: 'text' }, by: { type: 'string' } },
  text: { text: { type: 'blocks' } },
};

const SOURCES = `[
  {
    uid: 'api::article.article',
    template: '{title}\\n{author.name}\\n{intro}\\n{body}',
    passages: { field: 'body' },
    filterable: ['topic'],
  },
  { uid: 'api::page.page' },
]`;

const factories = (part: 'controller' | 'router' | 'service', name: string, { language }: Kind): string => {
  const create = `createCore${part[0].toUpperCase()}${part.slice(1)}`;
  const uid = `'api::${name}.${name}'`;
  return language === 'typescript'
    ? `import { factories } from '@strapi/strapi';\n\nexport default factories.${create}(${uid} as never);\n`
    : `const { ${create} } = require('@strapi/strapi').factories;\n\nmodule.exports = ${create}(${uid});\n`;
};

/** Adds the content types, and the plugin's settings. */
export const addShopContent = (app: GeneratedApplication, kind: Kind): void => {
  const end = kind.language === 'typescript' ? 'ts' : 'js';
  for (const [name, { drafts, localized, attributes }] of Object.entries(TYPES)) {
    app.write(`src/api/${name}/content-types/${name}/schema.json`, {
      kind: 'collectionType',
      collectionName: `${name}s`,
      info: {
        singularName: name,
        pluralName: `${name}s`,
        displayName: `${name[0].toUpperCase()}${name.slice(1)}`,
      },
      options: { draftAndPublish: drafts },
      ...(localized && { pluginOptions: LOCALIZED }),
      attributes,
    });
    app.write(`src/api/${name}/controllers/${name}.${end}`, factories('controller', name, kind));
    app.write(`src/api/${name}/routes/${name}.${end}`, factories('router', name, kind));
    app.write(`src/api/${name}/services/${name}.${end}`, factories('service', name, kind));
  }
  for (const [name, attributes] of Object.entries(COMPONENTS)) {
    app.write(`src/components/shared/${name}.json`, {
      collectionName: `components_shared_${name}s`,
      info: { displayName: name },
      attributes,
    });
  }
  const settings = `({
  'index-rebuild': { enabled: true, config: { sources: ${SOURCES} } },
})`;
  app.write(
    `config/plugins.${end}`,
    kind.language === 'typescript'
      ? `export default () => ${settings};\n`
      : `module.exports = () => ${settings};\n`
  );
};

const paragraph = (text: string) => [{ type: 'paragraph', children: [{ type: 'text', text }] }];

const SUBJECTS = [
  ['Moss', 'Mosses drink through their leaves and carpet the shaded side of old walls.'],
  ['Bees', 'A bee dances to tell its hive where the lime trees are in flower.'],
  ['Joinery', 'A dovetail joint holds a drawer together without a single nail.'],
  ['Bookbinding', 'Signatures are sewn on tapes before the cover is glued to the spine.'],
  ['Glaciers', 'Ice that fell as snow a thousand years ago flows slowly down the valley.'],
  ['Pottery', 'The glaze turns to glass in the kiln and takes its colour from iron.'],
] as const;

/** Sixty articles, ten on each subject. */
export const articles = (author: string): object[] =>
  Array.from({ length: 60 }, (_, at) => {
    const [subject, text] = SUBJECTS[at % SUBJECTS.length];
    return {
      title: `${subject}, part ${Math.floor(at / SUBJECTS.length) + 1}`,
      topic: ['Moss', 'Bees', 'Glaciers'].includes(subject) ? 'nature' : 'craft',
      intro: paragraph(`An introduction to ${subject.toLowerCase()}.`),
      body: [
        { __component: 'shared.text', text: paragraph(text) },
        { __component: 'shared.quote', said: `Nobody hurries ${subject.toLowerCase()}.`, by: `Reader ${at}` },
      ],
      author,
    };
  });

export const GERMAN = {
  title: 'Moose, Teil 1',
  topic: 'nature',
  intro: paragraph('Eine Einführung in die Welt der Moose.'),
  body: [{ __component: 'shared.quote', said: 'Moose trinken mit den Blättern.', by: 'Leser' }],
};

export const PAGES = [
  { title: 'Opening hours', text: '# Opening hours\n\nThe reading room is open **from nine to five**.' },
  { title: 'How to find us', text: 'Take the tram to the botanical garden.' },
];
