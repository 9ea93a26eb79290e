import { Cron } from 'croner';
import { z } from 'zod';

import type { SettingsSection } from '../../../shared/constants';
import {
  weightsSchema,
  type FieldError,
  type FieldReason,
  type SettingValues,
} from '../../../shared/contracts';
import { weightProblems, type WeighedSource } from '../domain/weights';

/** The settings that administrators can change while Strapi runs. config/plugins.ts has them too, as defaults. */

const isCron = (text: string): boolean => {
  try {
    new Cron(text, { paused: true });
    return true;
  } catch {
    return false;
  }
};

const because = (reason: FieldReason, error: string) => ({ error, params: { reason } });

export const cronSchema = z
  .string()
  .refine(
    isCron,
    because('cron', 'this is not a cron expression, such as "0 3 * * *" for every night at three')
  );

export const timeZoneSchema = z
  .string()
  .refine(
    (zone) => Intl.supportedValuesOf('timeZone').includes(zone) || zone === 'UTC',
    because('timeZone', 'this is not a time zone, such as "Europe/Vienna"')
  );

export const scheduleSchema = z.strictObject({
  /** When to rebuild automatically, as a cron expression; null for never. */
  rebuild: cronSchema.nullable().default(null),
  /** An IANA time zone for it; the server's own when left out. */
  timeZone: timeZoneSchema.optional(),
});

/** A share of the records, or the age of the oldest difference. */
export const driftWarningSchema = z.strictObject({
  share: z.number().positive().default(0.1),
  days: z.number().positive().default(7),
});

export const automaticRebuildSchema = z.strictObject({
  quietSeconds: z.number().min(1).max(86_400).default(300),
  share: z.number().min(0).default(0.02),
  maxAgeHours: z.number().positive().default(24),
});

export const retentionSchema = z.strictObject({
  generations: z.number().int().min(1).max(100).default(3),
  /** Partial builds, whose vectors the next run reuses. */
  partialBuilds: z.number().int().min(0).max(100).default(2),
  runs: z.number().int().min(1).max(100_000).default(200),
});

export const runGuardsSchema = z.strictObject({
  /** A new index needs this share of the live one's records, unless an administrator confirms. */
  minShare: z.number().min(0).max(1).default(0.5),
  /** A run fails if a larger share of its records fails. */
  maxFailedShare: z.number().min(0).max(1).default(0.05),
});

export const goldenQueriesSchema = z.strictObject({
  /** A rebuild fails when one is answered worse than before, unless an administrator allows it. */
  stopOnDrop: z.boolean().default(true),
});

export const overlaySchema = z.strictObject({
  maxRecords: z.number().int().min(1).max(50_000).default(2_000),
  /** Of the live generation's records; it counts beyond 500 records. */
  maxShare: z.number().positive().max(1).default(0.1),
});

export const DEFAULT_RETENTION_DAYS = 90;

export const insightsSchema = z.strictObject({
  /** Days that are kept, today included. */
  retentionDays: z.number().int().min(1).max(365).default(DEFAULT_RETENTION_DAYS),
  /** How often a query must have been searched in the period before anybody sees it. */
  minCount: z.number().int().min(1).max(1_000).default(3),
  /** Different queries stored for a day. */
  maxQueries: z.number().int().min(1).max(20_000).default(5_000),
});

type Section<Value> = {
  schema: z.ZodType<Exclude<Value, null | false>>;
  /** What turns it off, where it can be turned off. */
  off?: null | false;
};

const SECTIONS: { [Name in SettingsSection]: Section<SettingValues[Name]> } = {
  schedule: { schema: scheduleSchema },
  'drift.check': { schema: cronSchema, off: null },
  'drift.warning': { schema: driftWarningSchema },
  'drift.rebuild': { schema: automaticRebuildSchema, off: null },
  retention: { schema: retentionSchema },
  guards: { schema: runGuardsSchema },
  goldenQueries: { schema: goldenQueriesSchema },
  overlay: { schema: overlaySchema, off: false },
  insights: { schema: insightsSchema, off: false },
  'search.weights': { schema: weightsSchema },
};

const limitOf = (issue: z.core.$ZodIssue): Pick<FieldError, 'reason' | 'limit'> => {
  switch (issue.code) {
    case 'too_small':
      return { reason: issue.inclusive === false ? 'above' : 'min', limit: Number(issue.minimum) };
    case 'too_big':
      return { reason: 'max', limit: Number(issue.maximum) };
    case 'invalid_type':
      return { reason: issue.expected === 'int' ? 'whole' : 'type', limit: null };
    case 'custom':
      return { reason: issue.params?.reason ?? 'type', limit: null };
    case 'unrecognized_keys':
      return { reason: 'unknown', limit: null };
    default:
      return { reason: 'type', limit: null };
  }
};

/** What is wrong with a value, by its fields. */
export const fieldErrors = ({ issues }: z.ZodError): FieldError[] =>
  issues.map((issue) => ({
    path: issue.path.map(String),
    ...limitOf(issue),
    message: issue.message,
  }));

export type ReadValue<Value> = { value: Value; errors: null } | { value: null; errors: FieldError[] };

/** A value of a section, checked, with defaults for what is left out. */
export const readSection = <Name extends SettingsSection>(
  name: Name,
  input: unknown
): ReadValue<SettingValues[Name]> => {
  const { schema, off } = SECTIONS[name];
  if (off !== undefined && input === off) return { value: off as SettingValues[Name], errors: null };
  const { data, error } = schema.safeParse(input);
  return error
    ? { value: null, errors: fieldErrors(error) }
    : { value: data as SettingValues[Name], errors: null };
};

const unknownNames = (
  value: SettingValues['search.weights'],
  sources: readonly WeighedSource[]
): FieldError[] =>
  weightProblems(value, sources).map((problem) => ({ ...problem, reason: 'unknown', limit: null }));

export type ReadSection = typeof readSection;

/** Reads sections, and refuses what names a field that these sources do not have. */
export const sectionReader =
  (sources: readonly WeighedSource[]): ReadSection =>
  (name, input) => {
    const read = readSection(name, input);
    if (name !== 'search.weights' || read.errors) return read;
    const errors = unknownNames(read.value as SettingValues['search.weights'], sources);
    return errors.length > 0 ? { value: null, errors } : read;
  };

/** What a section that can be turned off has once it is turned on: what the file says, or else the defaults. */
export const whenOn = (
  name: SettingsSection,
  fileValue: SettingValues[SettingsSection]
): SettingValues[SettingsSection] => {
  const { schema, off } = SECTIONS[name];
  if (off === undefined) return null;
  return fileValue === off
    ? (((schema as z.ZodType).safeParse({}).data as SettingValues[SettingsSection]) ?? null)
    : fileValue;
};
