import { isDeepStrictEqual } from 'node:util';

import pLimit from 'p-limit';

import { SETTINGS_SECTIONS, type SettingsSection } from '../../../../shared/constants';
import type {
  ChangeSettingRequest,
  ResetSettingRequest,
  Setting,
  SettingsPage,
  SettingValues,
} from '../../../../shared/contracts';
import { fixedSettings } from '../../config/fixed-settings';
import { valuesOf, withValues } from '../../config/run-time';
import { sectionReader } from '../../config/sections';
import type { ResolvedSettings } from '../../config/settings';
import { settingsConflict, settingsInvalid, settingsReadOnly } from '../../domain/errors';
import { createPolling } from '../../lib/polling';
import type { Clock } from '../../ports/clock';
import type { Log } from '../../ports/log';
import type { SettingsStore, StoredSetting } from '../../ports/settings-store';
import { EVENTS, type Announce } from '../events';
import { describeErrors, effectiveOf, shownSection, type Effective } from './sections';

/** A change of another process is in effect here after at most a few of these. */
const POLL_MS = 1_000;

export type RuntimeSettingsParts = {
  /** What config/plugins.ts says. */
  file: ResolvedSettings;
  store: SettingsStore;
  /** Notifies webhooks and other plugins. */
  announce: Announce;
  clock: Clock;
  log: Log;
};

type Listener = (changed: readonly SettingsSection[]) => void;

type InEffect = Record<SettingsSection, Effective>;

/** The settings as they are in effect now: config/plugins.ts, and what administrators have changed since. */
export const createRuntimeSettings = ({ file, store, announce, clock, log }: RuntimeSettingsParts) => {
  const fileValues = valuesOf(file);
  const readSection = sectionReader(file.sources);
  const oneAtATime = pLimit(1);
  const listeners: Listener[] = [];
  let revision = -1;
  let isFailing = false;

  const combine = (rows: readonly StoredSetting[]): InEffect => {
    const entries = SETTINGS_SECTIONS.map((section) => {
      const row = rows.find((one) => one.section === section) ?? null;
      const stored = file.adminSettings ? row : null;
      return [section, effectiveOf(section, fileValues[section], stored, readSection)] as const;
    });
    return Object.fromEntries(entries) as InEffect;
  };

  let current = combine([]);
  const valuesNow = (): SettingValues =>
    Object.fromEntries(SETTINGS_SECTIONS.map((name) => [name, current[name].value])) as SettingValues;
  let values = valuesNow();

  const complain = (before: InEffect): void => {
    for (const section of SETTINGS_SECTIONS) {
      const { problem } = current[section];
      if (problem !== null && problem !== before[section].problem)
        log.warn(
          `[index-rebuild] the stored setting ${section} cannot be used, so the value of config/plugins.ts is: ${problem}`
        );
    }
  };

  const apply = (rows: readonly StoredSetting[]): void => {
    const before = { current, values };
    current = combine(rows);
    values = valuesNow();
    complain(before.current);
    const changed = SETTINGS_SECTIONS.filter((name) => !isDeepStrictEqual(before.values[name], values[name]));
    if (changed.length > 0) for (const listener of listeners) listener(changed);
  };

  /** Reads what has changed, in whichever process. */
  const refresh = (): Promise<void> =>
    oneAtATime(async () => {
      // The revision first: what is written in between is read again.
      const now = await store.revision();
      if (now === revision) return;
      apply(await store.all());
      revision = now;
    });

  const poll = async (): Promise<void> => {
    try {
      await refresh();
      isFailing = false;
    } catch (error) {
      if (!isFailing) log.warn(`[index-rebuild] the settings could not be read: ${(error as Error).message}`);
      isFailing = true;
    }
  };

  const shown = (section: SettingsSection): Setting =>
    shownSection(section, fileValues[section], current[section]);

  const tell = (section: SettingsSection, by: string | null, before: unknown): void => {
    const { value, source, version } = shown(section);
    log.info(`[index-rebuild] ${by ?? 'somebody'} changed the setting ${section}`);
    announce(EVENTS.settingsChange, { section, source, version, by, before, after: value });
  };

  /** @param value Undefined to take back what was set. */
  const write = async (
    section: SettingsSection,
    value: SettingValues[SettingsSection] | undefined,
    { version, note }: ResetSettingRequest,
    by: string | null
  ): Promise<Setting> => {
    const before = values[section];
    const written = await store.write({
      ...{ section, version, by, at: clock.now(), note: note || null },
      value: value === undefined ? null : JSON.stringify(value),
      before: JSON.stringify(before),
      after: JSON.stringify(value === undefined ? fileValues[section] : value),
    });
    await refresh();
    if (!written) throw settingsConflict(section, current[section].stored?.changedBy ?? null);
    tell(section, by, before);
    return shown(section);
  };

  const assertWritable = (): void => {
    if (!file.adminSettings) throw settingsReadOnly();
  };

  const polling = createPolling(poll, POLL_MS);

  return {
    /** Every setting, with the values that are in effect when they are read. */
    settings: withValues(file, () => values),
    refresh,
    start: polling.start,
    stop: polling.stop,

    /** @param listener Told of every change that is in effect now, in whichever process it was made. */
    onChange(listener: Listener): void {
      listeners.push(listener);
    },

    /** Every section that can be changed, as it is in effect, and what else config/plugins.ts says. */
    async page(): Promise<SettingsPage> {
      await refresh();
      return {
        readOnly: !file.adminSettings,
        serverTimeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
        sections: SETTINGS_SECTIONS.map(shown),
        fixed: fixedSettings(file),
      };
    },

    /** The version of a section, after reading what has changed. */
    async versionOf(section: SettingsSection): Promise<number> {
      await refresh();
      return shown(section).version;
    },

    /** Changes a section as a whole. @throws SETTINGS_READ_ONLY, SETTINGS_INVALID or SETTINGS_CHANGED */
    async change(section: SettingsSection, request: ChangeSettingRequest, by: string | null) {
      assertWritable();
      const { value, errors } = readSection(section, request.value);
      if (errors) throw settingsInvalid(describeErrors(errors), errors);
      return write(section, value as SettingValues[SettingsSection], request, by);
    },

    /** Lets the value of config/plugins.ts count again. @throws SETTINGS_READ_ONLY or SETTINGS_CHANGED */
    async reset(section: SettingsSection, request: ResetSettingRequest, by: string | null) {
      assertWritable();
      return write(section, undefined, request, by);
    },

    changes: (page: number, pageSize: number) => store.changes(page, pageSize),
  };
};

export type RuntimeSettings = ReturnType<typeof createRuntimeSettings>;
