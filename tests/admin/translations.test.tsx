import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { createIntl } from 'react-intl';

import plugin from '../../src/plugins/index-rebuild/admin/src';
import {
  DRIFT_CAUSES,
  DRIFT_KINDS,
  DRIFT_LEVELS,
  FIELD_REASONS,
  INSIGHT_LISTS,
  OVERLAY_WAITS,
  PREVIEW_VERDICTS,
  RECORD_STATES,
  RUN_KINDS,
  RUN_STATUSES,
  RUN_TRIGGERS,
  SEARCH_MODES,
  TRY_REASONS,
} from '../../src/plugins/index-rebuild/shared/contracts';
import { COLOUR_BY } from '../../src/plugins/index-rebuild/admin/src/helpers/map/colours';
import { fieldKey } from '../../src/plugins/index-rebuild/admin/src/helpers/settings/texts';
import { FORMS } from '../../src/plugins/index-rebuild/admin/src/helpers/settings/forms';
import { fixedSettings } from '../../src/plugins/index-rebuild/server/src/config/fixed-settings';
import { settingsSchema } from '../../src/plugins/index-rebuild/server/src/config/schema';
import { SEARCH_STATES, SETTINGS_SECTIONS } from '../../src/plugins/index-rebuild/shared/constants';
import { ERROR_REGISTRY } from '../../src/plugins/index-rebuild/server/src/domain/errors';
import application from '../../src/admin/app';
import { TRANSLATIONS } from './support/render';

const languages: Record<string, Record<string, string>> = TRANSLATIONS;
const { en: english, ...others } = languages;
const keys = Object.keys(english);
const translated = Object.keys(others);

/** Every text in every language. */
const texts = Object.entries(languages).flatMap(([language, messages]) =>
  Object.entries(messages).map(([key, text]) => ({ language, key, text }))
);

const ADMIN = path.resolve(__dirname, '../../src/plugins/index-rebuild/admin/src');
const sources = readdirSync(ADMIN, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file))
  .map((file) => readFileSync(path.join(ADMIN, file), 'utf8'))
  .join('\n');

/** The kinds of points that have no name of their own. */
const MAP_GROUPS = ['rest', 'untagged', 'current', 'changed', 'removed'];

/** Every setting that only the file can change, as the page names it. */
const fixedKeys = (): string[] => {
  const provider = { baseUrl: 'https://example.com', model: 'm' };
  const withAll = (settings: object) => {
    const parsed = settingsSchema.parse(settings);
    const passages = { field: 'bio', context: '', maxPerRecord: 1, minLength: 1 };
    const source = { ...parsed.sources[0], passages, label: 'Expert' };
    return fixedSettings({ ...parsed, sources: [source] } as never);
  };
  const all = [
    ...withAll({ sources: [{ uid: 'a' }], tags: { taxonomy: 't' } }),
    ...withAll({
      sources: [{ uid: 'a' }],
      embedder: { kind: 'openai-compatible', dimensions: 3, ...provider },
      artifacts: { kind: 's3', bucket: 'b' },
    }),
    ...withAll({
      sources: [{ uid: 'a' }],
      engine: { kind: 'opensearch', nodes: ['https://search.example.com:9200'] },
    }),
  ];
  return [...new Set(all.map(({ key }) => key.replace('sources[0]', 'source')))];
};

/** The values by which a source may pick a text: `run.${status}`. */
const VALUES: Record<string, readonly string[]> = {
  run: RUN_STATUSES,
  kind: RUN_KINDS,
  announce: RUN_KINDS,
  errorCode: Object.keys(ERROR_REGISTRY).filter((code) => `errorCode.${code}` in english),
  trigger: RUN_TRIGGERS,
  driftLevel: DRIFT_LEVELS,
  driftKind: DRIFT_KINDS,
  driftCause: DRIFT_CAUSES,
  recordState: RECORD_STATES,
  listState: SEARCH_STATES,
  listNote: OVERLAY_WAITS,
  tryMode: SEARCH_MODES,
  tryPart: ['whole', 'passage', 'lexical', 'name'],
  tryReason: TRY_REASONS,
  tryMoved: ['up', 'down'],
  tryAbsent: ['new', 'gone'],
  tryAbsentText: ['new', 'gone'],
  weightsVerdict: PREVIEW_VERDICTS,
  overlayWait: OVERLAY_WAITS,
  insightsHeading: INSIGHT_LISTS,
  insightsHint: INSIGHT_LISTS,
  insightsNone: INSIGHT_LISTS,
  trendPart: ['found', 'weakHits', 'noHits'],
  mapColour: COLOUR_BY,
  mapGroup: MAP_GROUPS,
  settingsTitle: SETTINGS_SECTIONS,
  settingsText: SETTINGS_SECTIONS,
  settingsSwitch: SETTINGS_SECTIONS.filter((section) => FORMS[section].off !== undefined),
  settingsField: SETTINGS_SECTIONS.flatMap((section) =>
    FORMS[section].fields.map(({ name }) => fieldKey(section, name))
  ),
  settingsReason: FIELD_REASONS,
  settingsFixed: fixedKeys(),
  overlayNotice: OVERLAY_WAITS.filter((reason) => reason !== 'pending'),
};
const prefixes = [...new Set([...sources.matchAll(/`(\w+)\.\$\{/g)].map((match) => match[1]))];
const picked = prefixes.flatMap((prefix) =>
  (VALUES[prefix] ?? ['(unknown)']).map((value) => `${prefix}.${value}`)
);

type Node = {
  type: number;
  value?: unknown;
  options?: Record<string, { value: Node[] }>;
  children?: Node[];
  pluralType?: 'cardinal' | 'ordinal';
};

const PLURAL = 6;

/** "#" in a plural. */
const COUNT = 7;

/** The kinds that name a placeholder. A number may become a plural where a language needs one. */
const PLACEHOLDERS: Record<number, string> = {
  1: 'plain',
  2: 'number',
  3: 'date',
  4: 'time',
  5: 'select',
  [PLURAL]: 'number',
};

/** Values that are numbers in every text; a plain placeholder would write 1234.5 so in every language. */
const NUMBERS = [
  ...['added', 'changed', 'removed', 'records', 'embedded', 'reused', 'failed', 'passed', 'hits'],
  ...['count', 'minCount', 'total', 'done', 'first', 'last', 'limit', 'max', 'rank', 'step', 'steps'],
  ...['hours', 'minutes', 'seconds', 'days', 'ms'],
];

/** The parts of a text, those inside plurals included; throws when it is not valid ICU. */
const partsOf = (text: string, locale: string): Node[] => {
  const all = (nodes: Node[]): Node[] =>
    nodes.flatMap((node) => [
      node,
      ...all(Object.values(node.options ?? {}).flatMap((option) => option.value)),
      ...all(node.children ?? []),
    ]);
  return all(createIntl({ locale }).formatters.getMessageFormat(text, locale).getAst() as Node[]);
};

/** What a text asks for, each once. */
const placeholdersOf = (text: string, locale: string): string[] => {
  const named = partsOf(text, locale).filter(({ type }) => type in PLACEHOLDERS);
  return [...new Set(named.map(({ type, value }) => `${value} (${PLACEHOLDERS[type]})`))].sort();
};

/** Whole millions, which read "un million d'entrées". No text counts as far; "other" stands in. */
const OPTIONAL = ['many'];

const pluralsOf = (locale: string, type: Node['pluralType']): string[] =>
  new Intl.PluralRules(locale, { type }).resolvedOptions().pluralCategories;

/** What is wrong with the plurals of a text. One that does not say the number needs no form for each. */
const wrongPlurals = (text: string, locale: string): string[] =>
  partsOf(text, locale)
    .filter(({ type }) => type === PLURAL)
    .flatMap(({ options = {}, pluralType }) => {
      const ofLanguage = pluralsOf(locale, pluralType);
      const needed = options.other.value.some(({ type }) => type === COUNT) ? ofLanguage : [];
      const given = Object.keys(options).filter((category) => !category.startsWith('='));
      return [
        ...given.filter((one) => !ofLanguage.includes(one)).map((one) => `no ${one}`),
        ...needed.filter((one) => ![...given, ...OPTIONAL].includes(one)).map((one) => `lacks ${one}`),
      ];
    });

describe('the translations', () => {
  it.each(translated)('%s has every text and no other, in the same order', (language) => {
    expect(Object.keys(languages[language])).toEqual(keys);
  });

  it.each(keys)('%s asks for the same values in every language', (key) => {
    const asked = translated.map((language) => placeholdersOf(languages[language][key], language));
    expect(asked).toEqual(translated.map(() => placeholdersOf(english[key], 'en')));
  });

  it('finds placeholders inside plurals too', () => {
    expect(placeholdersOf('{n, plural, one {# of {total, number}} other {{name}}}', 'en')).toEqual([
      'n (number)',
      'name (plain)',
      'total (number)',
    ]);
  });

  it('has the plurals that each language has', () => {
    const wrong = texts.map(({ language, key, text }) => ({
      language,
      key,
      is: wrongPlurals(text, language),
    }));
    expect(wrong.filter(({ is }) => is.length > 0)).toEqual([]);
  });

  it('would see a plural that is wrong', () => {
    const text = '{n, plural, one {# record} other {# records}}';
    expect(wrongPlurals(text, 'en')).toEqual([]);
    expect(wrongPlurals(text, 'pl')).toEqual(['lacks few']);
    expect(wrongPlurals(text, 'ja')).toEqual(['no one']);
    expect(wrongPlurals('{n, plural, other {{m, plural, other {#}}}}', 'fr')).toEqual(['lacks one']);
    expect(wrongPlurals('{n, plural, =0 {None} other {Some}}', 'fr')).toEqual([]);
  });

  it('writes every number as its language does', () => {
    const plain = texts.filter(({ text, language }) =>
      placeholdersOf(text, language).some((name) => NUMBERS.some((number) => name === `${number} (plain)`))
    );
    expect(plain).toEqual([]);
  });

  it('has no empty text', () => {
    expect(texts.filter(({ text }) => text.trim() === '')).toEqual([]);
  });

  it('has no apostrophe that ICU could take for a quotation mark', () => {
    expect(texts.filter(({ text }) => /'[{}#|<]/.test(text))).toEqual([]);
  });

  it('has no break before French punctuation', () => {
    expect(Object.values(languages.fr).filter((text) => /[ \w»][:;!?»](?= |$)|« /.test(text))).toEqual([]);
  });

  it('has no unused text', () => {
    const used = new Set([...sources.matchAll(/'([\w.]+)'/g)].map((match) => match[1]));
    expect(keys.filter((key) => !used.has(key) && !picked.includes(key))).toEqual([]);
  });

  it('has a text for every value that a source picks one by', () => {
    expect(prefixes).toEqual(expect.arrayContaining(['errorCode', 'run', 'trigger']));
    expect(picked.filter((key) => !keys.includes(key))).toEqual([]);
  });

  it('is given to Strapi under the prefix of the plugin, and other languages get nothing', async () => {
    const locales = [...Object.keys(languages), 'it'];
    const given = await plugin.registerTrads({ locales });
    expect(given.map(({ locale }) => locale)).toEqual(locales);
    for (const { locale, data } of given) {
      expect(data['index-rebuild.title']).toBe(languages[locale]?.title);
      expect(Object.keys(data)).toHaveLength(locale === 'it' ? 0 : keys.length);
    }
  });

  it('can be chosen in the application', () => {
    expect(application.config.locales).toEqual(translated);
  });
});

/** Labels for screen readers, and what the same buttons and links show. */
const LABELS = [
  ['steer.pinOf', 'steer.pin'],
  ['steer.hideOf', 'steer.hide'],
  ['steer.expectOf', 'steer.expect'],
  ['generations.runOf', 'generations.showRun'],
  ['generations.tryOf', 'generations.try'],
  ['history.detailsOf', 'history.details'],
  ['restore.actionOf', 'restore.action'],
  ['insights.tryQuery', 'insights.try'],
];

describe('what a button shows', () => {
  it.each(Object.entries(languages))(
    'is in its label in %s: people say it to their computer',
    (_, messages) => {
      const plain = (key: string) =>
        messages[key]
          .toLowerCase()
          .replace(/[\s…]+/g, ' ')
          .trim();
      const without = LABELS.filter(([label, shown]) => !plain(label).includes(plain(shown)));
      expect(without).toEqual([]);
    }
  );
});
