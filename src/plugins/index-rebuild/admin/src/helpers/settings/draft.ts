import type { SettingsSection } from '../../../../shared/constants';
import type { Setting } from '../../../../shared/contracts';
import { FORMS, type FormField } from './forms';

/** Undefined for a number that is not entered. */
export type FieldValue = string | number | boolean | undefined;

/** What somebody has entered for a section. */
export type Draft = { on: boolean; fields: Record<string, FieldValue> };

const PERCENT = 100;
/** Enough to tell two shares apart; more would be the rounding of the computer. */
const MILLION = 1e6;

const rounded = (number: number): number => Math.round(number * MILLION) / MILLION;

const shownField = ({ name, kind }: FormField, value: unknown): FieldValue => {
  const own = name === '' ? value : (value as Record<string, unknown> | null)?.[name];
  if (kind === 'percent') return typeof own === 'number' ? rounded(own * PERCENT) : undefined;
  if (kind === 'cron' || kind === 'timeZone') return (own as string | null | undefined) ?? '';
  return own as FieldValue;
};

/** A value as it stands in the form. @param whenOn What the fields have where the value is off. */
export const draftOf = (section: SettingsSection, value: unknown, whenOn: unknown): Draft => {
  const { fields, off } = FORMS[section];
  const on = off === undefined || value !== off;
  const shown = on ? value : whenOn;
  return { on, fields: Object.fromEntries(fields.map((field) => [field.name, shownField(field, shown)])) };
};

export const draftOfSetting = ({ section, value, whenOn }: Setting): Draft => draftOf(section, value, whenOn);

/** An empty cron expression means never, and an empty time zone the server's. */
const enteredField = ({ kind }: FormField, value: FieldValue): unknown => {
  if (kind === 'cron') return String(value).trim() || null;
  if (kind === 'timeZone') return String(value).trim() || undefined;
  if (kind === 'percent') return typeof value === 'number' ? rounded(value) / PERCENT : null;
  // What is left out would get a default that nobody has entered.
  return value ?? null;
};

/** What is sent to the server. */
export const valueOf = (section: SettingsSection, { on, fields: entered }: Draft): unknown => {
  const { fields, off } = FORMS[section];
  if (!on) return off;
  const whole = fields.find(({ name }) => name === '');
  if (whole) return enteredField(whole, entered['']);
  return Object.fromEntries(fields.map((field) => [field.name, enteredField(field, entered[field.name])]));
};

export const isSame = (section: SettingsSection, one: Draft, other: Draft): boolean =>
  JSON.stringify(valueOf(section, one)) === JSON.stringify(valueOf(section, other));
