import { SETTINGS_SECTIONS } from '../../../src/plugins/index-rebuild/shared/constants';
import type {
  Setting,
  SettingsPage,
  SettingValues,
} from '../../../src/plugins/index-rebuild/shared/contracts';

const VALUES: SettingValues = {
  schedule: { rebuild: null },
  'drift.check': '17 * * * *',
  'drift.warning': { share: 0.1, days: 7 },
  'drift.rebuild': null,
  retention: { generations: 3, partialBuilds: 2, runs: 200 },
  guards: { minShare: 0.5, maxFailedShare: 0.05 },
  goldenQueries: { stopOnDrop: true },
  overlay: { maxRecords: 2000, maxShare: 0.1 },
  insights: false,
  'search.weights': { words: 1, fields: {} },
};

const WHEN_ON: Partial<SettingValues> = {
  'drift.rebuild': { quietSeconds: 300, share: 0.02, maxAgeHours: 24 },
  overlay: VALUES.overlay,
  insights: { retentionDays: 90, minCount: 3, maxQueries: 5000 },
};

/** A section as the file has it, unless told otherwise. */
export const aSetting = (section: keyof SettingValues, more: Partial<Setting> = {}): Setting => ({
  ...{ section, value: VALUES[section], fileValue: VALUES[section], whenOn: WHEN_ON[section] ?? null },
  ...{ source: 'file', version: 0, changedAt: null, changedBy: null, problem: null },
  ...more,
});

export const settingsPage = (changed: readonly Setting[] = [], more: Partial<SettingsPage> = {}) => ({
  status: 200,
  body: {
    data: {
      readOnly: false,
      serverTimeZone: 'UTC',
      sections: SETTINGS_SECTIONS.map(
        (section) => changed.find((one) => one.section === section) ?? aSetting(section)
      ),
      fixed: [
        { key: 'sources[0].template', source: 'Expert', value: '{name}' },
        { key: 'storageDir', source: null, value: '.tmp/index-rebuild' },
        { key: 'search.timeoutMs', source: null, value: 2000 },
        { key: 'builder.memoryMb', source: null, value: null },
      ],
      ...more,
    } satisfies SettingsPage,
  },
});
