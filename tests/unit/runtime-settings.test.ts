import { fixedSettings } from '../../src/plugins/index-rebuild/server/src/config/fixed-settings';
import { valuesOf } from '../../src/plugins/index-rebuild/server/src/config/run-time';
import { settingsSchema } from '../../src/plugins/index-rebuild/server/src/config/schema';
import {
  readSection,
  sectionReader,
  whenOn,
} from '../../src/plugins/index-rebuild/server/src/config/sections';
import type { ResolvedSettings } from '../../src/plugins/index-rebuild/server/src/config/settings';
import type {
  NewChange,
  SettingsStore,
  StoredSetting,
} from '../../src/plugins/index-rebuild/server/src/ports/settings-store';
import { createRuntimeSettings } from '../../src/plugins/index-rebuild/server/src/services/runtime-settings';
import { effectiveOf } from '../../src/plugins/index-rebuild/server/src/services/runtime-settings/sections';
import { SETTINGS_SECTIONS } from '../../src/plugins/index-rebuild/shared/constants';

const NOW = new Date('2026-03-31T12:00:00Z');
const RETENTION = { generations: 9, partialBuilds: 0, runs: 10 };

const fileOf = (settings: object = {}): ResolvedSettings =>
  ({ ...settingsSchema.parse(settings), setupDir: '' }) as unknown as ResolvedSettings;

/** A database that several processes share. */
const createDatabase = () => {
  const rows = new Map<string, StoredSetting>();
  const changes: NewChange[] = [];
  const state = { reads: 0, broken: false };
  const store: SettingsStore = {
    async revision() {
      if (state.broken) throw new Error('gone');
      return [...rows.values()].reduce((sum, { version }) => sum + version, 0);
    },
    async all() {
      state.reads += 1;
      return [...rows.values()];
    },
    async write(change) {
      const { section, version, value, at, by } = change;
      if ((rows.get(section)?.version ?? 0) !== version) return false;
      rows.set(section, { section, value, version: version + 1, changedAt: at, changedBy: by });
      changes.push(change);
      return true;
    },
    async changes() {
      throw new Error('not asked for');
    },
  };
  return { store, rows, changes, state };
};

const processOn = ({ store }: Pick<ReturnType<typeof createDatabase>, 'store'>, file = fileOf()) => {
  const warnings: string[] = [];
  const events: unknown[] = [];
  const log = { warn: (line: string) => void warnings.push(line), info() {}, error() {}, debug() {} };
  const announce = (_: string, data: unknown) => void events.push(data);
  const service = createRuntimeSettings({ file, store, announce, log, clock: { now: () => NOW } } as never);
  return { service, warnings, events };
};

describe('a section of the settings', () => {
  it.each(SETTINGS_SECTIONS)('%s accepts what config/plugins.ts has by default', async (section) => {
    const { service } = processOn(createDatabase());
    const found = (await service.page()).sections.find((one) => one.section === section);
    expect(readSection(section, found?.value)).toEqual({ value: found?.fileValue, errors: null });
  });

  it('gets defaults for what a stored value of an earlier version lacks', () => {
    expect(readSection('retention', { generations: 5 })).toEqual({
      value: { generations: 5, partialBuilds: 2, runs: 200 },
      errors: null,
    });
  });

  it('can be turned off only where that is a value', () => {
    expect(readSection('overlay', false).errors).toBeNull();
    expect(readSection('drift.rebuild', null).errors).toBeNull();
    expect(readSection('retention', null).errors).toMatchObject([{ path: [], reason: 'type' }]);
    expect(readSection('overlay', null).errors).toMatchObject([{ path: [], reason: 'type' }]);
  });

  it('is turned on with what the file has, or else the defaults', () => {
    expect(whenOn('insights', false)).toEqual({ retentionDays: 90, minCount: 3, maxQueries: 5_000 });
    const own = { maxRecords: 5, maxShare: 0.5 };
    expect(whenOn('overlay', own)).toEqual(own);
    expect(whenOn('retention', RETENTION)).toBeNull();
  });

  const stored = (value: string | null): StoredSetting => ({
    ...{ section: 'guards', value, version: 1, changedAt: NOW, changedBy: 'Bea' },
  });
  const FILE = { minShare: 0.5, maxFailedShare: 0.05 };

  it.each([
    ['nothing is stored', null, null],
    ['it was reset', stored(null), null],
    ['it is not JSON', stored('{"minShare":'), 'what is stored is not JSON'],
    ['a field is wrong', stored('{"minShare":7}'), expect.stringContaining('minShare: ')],
  ])('has the value of the file when %s', (_, row, problem) => {
    expect(effectiveOf('guards', FILE, row, sectionReader([]))).toMatchObject({ value: FILE, problem });
  });
});

describe('weights of fields', () => {
  const source = {
    ...{ uid: 'api::article.article', template: '{title} {body}', displayName: 'title' },
    passages: null,
  };
  const read = sectionReader([source]);

  it('are of fields that are indexed', () => {
    const value = { words: 2, fields: { [source.uid]: { body: 0.5 } } };
    expect(read('search.weights', value)).toEqual({ value, errors: null });
    expect(read('search.weights', { fields: { [source.uid]: { subtitle: 2 } } }).errors).toMatchObject([
      { path: ['fields', source.uid, 'subtitle'], reason: 'unknown' },
    ]);
    expect(read('search.weights', { words: 5 }).errors).toMatchObject([
      { path: ['words'], reason: 'max', limit: 4 },
    ]);
  });

  it('are those of the file again when a field is no longer indexed', () => {
    const fileValue = { words: 1, fields: {} };
    const stored: StoredSetting = {
      ...{ section: 'search.weights', version: 1, changedAt: NOW, changedBy: 'Bea' },
      value: JSON.stringify({ words: 2, fields: { [source.uid]: { subtitle: 2 } } }),
    };
    expect(effectiveOf('search.weights', fileValue, stored, read)).toMatchObject({
      ...{ value: fileValue, problem: expect.stringContaining('subtitle') },
    });
  });
});

describe('the settings in effect', () => {
  it('are read when they are used', async () => {
    const { service } = processOn(createDatabase());
    const { settings } = service;
    expect(settings.retention.generations).toBe(3);
    await service.change('retention', { value: RETENTION, version: 0 }, 'Bea');
    expect(settings.retention).toEqual(RETENTION);
    await service.change('guards', { value: { minShare: 0.1, maxFailedShare: 0 }, version: 0 }, 'Bea');
    expect(settings.guards).toEqual({ minShare: 0.1, maxFailedShare: 0, maxTextLength: 100_000 });
    await service.change('drift.check', { value: null, version: 0 }, 'Bea');
    expect(settings.drift).toMatchObject({ check: null, rebuild: null });
  });

  it('follow another process, which reads the rows only when something has changed', async () => {
    const database = createDatabase();
    const [one, other] = [processOn(database).service, processOn(database).service];
    const told: unknown[] = [];
    other.onChange((changed) => told.push(changed));
    await other.refresh();
    await one.change('overlay', { value: false, version: 0 }, 'Bea');
    const before = database.state.reads;
    for (let at = 0; at < 5; at += 1) await other.refresh();
    expect(database.state.reads).toBe(before + 1);
    expect(other.settings.overlay).toBe(false);
    expect(told).toEqual([['overlay']]);
  });

  it('tell nobody of a change to the same value', async () => {
    const { service } = processOn(createDatabase());
    const told = jest.fn();
    service.onChange(told);
    const { value } = (await service.page()).sections[0];
    await service.change('schedule', { value, version: 0 }, 'Bea');
    expect(told).not.toHaveBeenCalled();
  });

  it('of one who was late stay out, and nothing is announced', async () => {
    const database = createDatabase();
    const [one, other] = [processOn(database), processOn(database)];
    await one.service.change('retention', { value: RETENTION, version: 0 }, 'Bea');
    await expect(
      other.service.change('retention', { value: { ...RETENTION, runs: 1 }, version: 0 }, 'Cem')
    ).rejects.toMatchObject({ code: 'SETTINGS_CHANGED', details: { by: 'Bea' } });
    expect(other.service.settings.retention).toEqual(RETENTION);
    expect([one.events.length, other.events.length]).toEqual([1, 0]);
    expect(database.changes).toHaveLength(1);
  });

  it('keep versions over a reset, so that an old form cannot come back', async () => {
    const { service } = processOn(createDatabase());
    await service.change('retention', { value: RETENTION, version: 0 }, 'Bea');
    expect(await service.reset('retention', { version: 1 }, 'Bea')).toMatchObject({
      ...{ version: 2, source: 'file', value: { generations: 3 } },
    });
    await expect(service.change('retention', { value: RETENTION, version: 0 }, 'Bea')).rejects.toMatchObject({
      code: 'SETTINGS_CHANGED',
    });
  });

  it('warn once of a stored value that cannot be used', async () => {
    const database = createDatabase();
    const row = { version: 1, changedAt: NOW, changedBy: null };
    database.rows.set('insights', { ...row, section: 'insights', value: '{"minCount":0}' });
    database.rows.set('ranking', { ...row, section: 'ranking', value: '1' });
    const { service, warnings } = processOn(database);
    await service.refresh();
    await service.change('retention', { value: RETENTION, version: 0 }, 'Bea');
    expect(warnings).toEqual([expect.stringMatching(/setting insights cannot be used.*minCount/)]);
    expect(service.settings.insights).toBe(false);
  });

  it('are those of the file alone where adminSettings is false', async () => {
    const database = createDatabase();
    await processOn(database).service.change('retention', { value: RETENTION, version: 0 }, 'Bea');
    const { service } = processOn(database, fileOf({ adminSettings: false }));
    await service.refresh();
    expect(service.settings.retention.generations).toBe(3);
    for (const refused of [
      service.change('retention', { value: RETENTION, version: 1 }, 'Bea'),
      service.reset('retention', { version: 1 }, 'Bea'),
    ])
      await expect(refused).rejects.toMatchObject({ code: 'SETTINGS_READ_ONLY' });
  });

  it('stay as they were while the database cannot be read', async () => {
    const database = createDatabase();
    const { service } = processOn(database);
    await service.change('overlay', { value: false, version: 0 }, 'Bea');
    database.state.broken = true;
    await expect(service.refresh()).rejects.toThrow('gone');
    expect(service.settings.overlay).toBe(false);
  });
});

describe('what is shown of the other settings', () => {
  it('names where a key is, and has nothing that is not meant to be shown', () => {
    const embedder = {
      ...{ kind: 'openai-compatible', baseUrl: 'https://api.example.com/v1', model: 'm', dimensions: 3 },
      apiKeyEnv: 'EMBEDDINGS_API_KEY',
    };
    const file = fileOf({ embedder });
    const shown = fixedSettings({
      ...file,
      secret: 'hush',
      embedder: { ...file.embedder, key: 'hush' },
    } as never);
    expect(shown).toContainEqual({ key: 'embedder.apiKeyEnv', source: null, value: 'EMBEDDINGS_API_KEY' });
    expect(JSON.stringify(shown)).not.toContain('hush');
  });

  /** Every key with its value, down to the last one. */
  const leaves = (value: unknown, path: string): string[] =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.entries(value).flatMap(([key, inner]) => leaves(inner, path === '' ? key : `${path}.${key}`))
      : [path];

  it('has every key of config/plugins.ts that no section has', () => {
    const settings = { tags: { taxonomy: 'api::tag.tag' } };
    const file = fileOf(settings);
    const elsewhere = [
      ...fixedSettings(file).map(({ key }) => key),
      ...leaves(valuesOf(file), ''),
      'sources',
    ];
    const all = leaves(settingsSchema.parse(settings), '');
    const missing = all.filter((key) => !elsewhere.includes(key));
    // A detail of the tagger.
    expect(missing).toEqual(['tags.tagger.threshold']);
  });
});
