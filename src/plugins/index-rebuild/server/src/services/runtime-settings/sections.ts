import type { SettingsSection } from '../../../../shared/constants';
import type { FieldError, Setting, SettingValues } from '../../../../shared/contracts';
import { whenOn, type ReadSection } from '../../config/sections';
import type { StoredSetting } from '../../ports/settings-store';

/** A section as it is in effect. */
export type Effective<Name extends SettingsSection = SettingsSection> = {
  value: SettingValues[Name];
  stored: StoredSetting | null;
  /** Why what is stored is not in effect. */
  problem: string | null;
};

const parseJson = (text: string): { json: unknown } | null => {
  try {
    return { json: JSON.parse(text) };
  } catch {
    return null;
  }
};

/** What is wrong, in one line. */
export const describeErrors = (errors: readonly FieldError[]): string =>
  errors.map(({ path, message }) => (path.length > 0 ? `${path.join('.')}: ${message}` : message)).join('; ');

/** A stored value counts, unless there is none or it is not allowed, as after an upgrade. */
export const effectiveOf = <Name extends SettingsSection>(
  section: Name,
  fileValue: SettingValues[Name],
  stored: StoredSetting | null,
  readSection: ReadSection
): Effective<Name> => {
  if (stored === null || stored.value === null) return { value: fileValue, stored, problem: null };
  const parsed = parseJson(stored.value);
  if (!parsed) return { value: fileValue, stored, problem: 'what is stored is not JSON' };
  const { value, errors } = readSection(section, parsed.json);
  return errors
    ? { value: fileValue, stored, problem: describeErrors(errors) }
    : { value: value as SettingValues[Name], stored, problem: null };
};

/** As it is shown. */
export const shownSection = (
  section: SettingsSection,
  fileValue: SettingValues[SettingsSection],
  { value, stored, problem }: Effective
): Setting => {
  const { version = 0 } = stored ?? {};
  const changed = stored !== null && version > 0 ? stored : null;
  return {
    ...{ section, value, fileValue, version, problem, whenOn: whenOn(section, fileValue) },
    source: changed && changed.value !== null && problem === null ? 'admin' : 'file',
    changedAt: changed?.changedAt.toISOString() ?? null,
    changedBy: changed?.changedBy ?? null,
  };
};
