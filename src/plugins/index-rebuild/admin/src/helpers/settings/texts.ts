import { useIntl } from 'react-intl';

import { SETTINGS_SECTIONS, type SettingsSection } from '../../../../shared/constants';
import type { FieldError, SettingValues } from '../../../../shared/contracts';
import { useTexts, type MessageKey } from '../translation';
import { useWeightsText } from '../weights/texts';
import { draftOf } from './draft';
import { FORMS, type FormField } from './forms';

const PERCENT = 100;

/** The key of a field in the translations: its section, and its name unless it is the whole value. */
export const fieldKey = (section: SettingsSection, name: string): string =>
  name === '' ? section : `${section}.${name}`;

export const useFieldTexts = () => {
  const text = useTexts();
  return {
    label: (section: SettingsSection, { name }: FormField): string =>
      text(`settingsField.${fieldKey(section, name)}` as MessageKey),

    /** What is wrong with a field, in the reader's language. */
    error: ({ kind }: FormField, { reason, limit }: FieldError): string => {
      const shown = kind === 'percent' && limit !== null ? limit * PERCENT : (limit ?? 0);
      return text(`settingsReason.${reason}`, { limit: shown });
    },
  };
};

/** A value in words, as in the list of changes. */
export const useValueText = () => {
  const text = useTexts();
  const intl = useIntl();
  const { label } = useFieldTexts();
  const weightsText = useWeightsText();

  const field = ({ kind }: FormField, value: unknown): string => {
    if (kind === 'cron') return value ? String(value) : text('settings.never');
    if (kind === 'timeZone') return value ? String(value) : text('settings.serverZone');
    if (kind === 'toggle') return text(value ? 'settings.yes' : 'settings.no');
    return kind === 'percent'
      ? text('settings.percent', { percent: Number(value) })
      : intl.formatNumber(Number(value));
  };

  return (section: string, value: unknown): string => {
    const known = SETTINGS_SECTIONS.find((one) => one === section);
    // A later version may no longer have the section, or may have other fields.
    if (!known) return JSON.stringify(value);
    const { fields, off } = FORMS[known];
    if (off !== undefined && value === off) return text('settings.off');
    if (known === 'search.weights') return weightsText(value as SettingValues['search.weights']);
    const { fields: shown } = draftOf(known, value, null);
    if (fields.length === 1) return field(fields[0], shown[fields[0].name]);
    return fields.map((one) => `${label(known, one)}: ${field(one, shown[one.name])}`).join(' · ');
  };
};
