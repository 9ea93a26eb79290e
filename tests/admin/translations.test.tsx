import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { createIntl } from 'react-intl';

import plugin from '../../src/plugins/index-rebuild/admin/src';
import de from '../../src/plugins/index-rebuild/admin/src/translations/de.json';
import en from '../../src/plugins/index-rebuild/admin/src/translations/en.json';
import {
  DRIFT_CAUSES,
  DRIFT_KINDS,
  DRIFT_LEVELS,
  INSIGHT_LISTS,
  OVERLAY_WAITS,
  RECORD_STATES,
  RUN_KINDS,
  RUN_STATUSES,
  RUN_TRIGGERS,
  SEARCH_MODES,
  TRY_REASONS,
} from '../../src/plugins/index-rebuild/shared/contracts';
import { ERROR_REGISTRY } from '../../src/plugins/index-rebuild/server/src/domain/errors';

const english: Record<string, string> = en;
const german: Record<string, string> = de;
const keys = Object.keys(english);

const ADMIN = path.resolve(__dirname, '../../src/plugins/index-rebuild/admin/src');
const sources = readdirSync(ADMIN, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file))
  .map((file) => readFileSync(path.join(ADMIN, file), 'utf8'))
  .join('\n');

/** The values by which a source may pick a text: `run.${status}`. */
const VALUES: Record<string, readonly string[]> = {
  run: RUN_STATUSES,
  kind: RUN_KINDS,
  announce: RUN_KINDS,
  problem: Object.keys(ERROR_REGISTRY).filter((code) => `problem.${code}` in english),
  trigger: RUN_TRIGGERS,
  driftLevel: DRIFT_LEVELS,
  driftKind: DRIFT_KINDS,
  driftCause: DRIFT_CAUSES,
  recordState: RECORD_STATES,
  tryMode: SEARCH_MODES,
  tryPart: ['whole', 'passage', 'lexical', 'name'],
  tryReason: TRY_REASONS,
  tryMoved: ['up', 'down'],
  tryAbsent: ['new', 'gone'],
  tryAbsentText: ['new', 'gone'],
  overlayWait: OVERLAY_WAITS,
  insightsHeading: INSIGHT_LISTS,
  insightsHint: INSIGHT_LISTS,
  insightsNone: INSIGHT_LISTS,
  trendPart: ['found', 'weakHits', 'noHits'],
  overlayNotice: OVERLAY_WAITS.filter((reason) => reason !== 'pending'),
};
const prefixes = [...new Set([...sources.matchAll(/`(\w+)\.\$\{/g)].map((match) => match[1]))];
const picked = prefixes.flatMap((prefix) =>
  (VALUES[prefix] ?? ['(unknown)']).map((value) => `${prefix}.${value}`)
);

type Node = { type: number; value?: unknown; options?: Record<string, { value: Node[] }>; children?: Node[] };

/** The kinds that name a placeholder: plain, number, date, time, select, plural. */
const PLACEHOLDER_TYPES = [1, 2, 3, 4, 5, 6];

const placeholdersIn = (nodes: Node[]): string[] =>
  nodes.flatMap(({ type, value, options = {}, children = [] }) => [
    ...(PLACEHOLDER_TYPES.includes(type) ? [`${value} (${type})`] : []),
    ...placeholdersIn(Object.values(options).flatMap((option) => option.value)),
    ...placeholdersIn(children),
  ]);

/** What a text asks for, each once; throws when it is not valid ICU. */
const placeholdersOf = (text: string, locale: string): string[] => {
  const ast = createIntl({ locale }).formatters.getMessageFormat(text, locale).getAst() as Node[];
  return [...new Set(placeholdersIn(ast))].sort();
};

describe('the translations', () => {
  it('has the same keys in every language', () => {
    expect(Object.keys(german).sort()).toEqual([...keys].sort());
  });

  it.each(keys)('%s asks for the same values in every language', (key) => {
    expect(placeholdersOf(german[key], 'de')).toEqual(placeholdersOf(english[key], 'en'));
  });

  it('finds placeholders inside plurals too', () => {
    expect(placeholdersOf('{n, plural, one {# of {total, number}} other {{name}}}', 'en')).toEqual([
      'n (6)',
      'name (1)',
      'total (2)',
    ]);
  });

  it('has no empty text', () => {
    for (const text of [...Object.values(english), ...Object.values(german)])
      expect(text.trim()).not.toBe('');
  });

  it('has no unused text', () => {
    const used = new Set([...sources.matchAll(/'([\w.]+)'/g)].map((match) => match[1]));
    expect(keys.filter((key) => !used.has(key) && !picked.includes(key))).toEqual([]);
  });

  it('has a text for every value that a source picks one by', () => {
    expect(prefixes).toEqual(expect.arrayContaining(['problem', 'run', 'trigger']));
    expect(picked.filter((key) => !keys.includes(key))).toEqual([]);
  });

  it('is given to Strapi under the prefix of the plugin, and other languages get nothing', async () => {
    const given = await plugin.registerTrads({ locales: ['en', 'de', 'fr'] });
    expect(given.map(({ locale }) => locale)).toEqual(['en', 'de', 'fr']);
    expect(given[0].data['index-rebuild.title']).toBe(english.title);
    expect(given[1].data['index-rebuild.title']).toBe(german.title);
    expect(Object.keys(given[1].data)).toHaveLength(keys.length);
    expect(given[2].data).toEqual({});
  });
});
