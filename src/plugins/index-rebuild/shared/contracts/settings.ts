import { z } from 'zod';

import { MAX_REASON_LENGTH, SETTINGS_SECTIONS } from '../constants';
import { isoTimeSchema, paginationSchema } from './common';
import { weightsSchema } from './weights';

/** The values of the settings that can be changed at run time; the server's config/sections.ts says what is allowed. */
export const settingValuesSchema = z.object({
  schedule: z.object({ rebuild: z.string().nullable(), timeZone: z.string().optional() }),
  'drift.check': z.string().nullable(),
  'drift.warning': z.object({ share: z.number(), days: z.number() }),
  'drift.rebuild': z
    .object({ quietSeconds: z.number(), share: z.number(), maxAgeHours: z.number() })
    .nullable(),
  retention: z.object({ generations: z.number(), partialBuilds: z.number(), runs: z.number() }),
  guards: z.object({ minShare: z.number(), maxFailedShare: z.number() }),
  goldenQueries: z.object({ stopOnDrop: z.boolean() }),
  overlay: z.union([z.literal(false), z.object({ maxRecords: z.number(), maxShare: z.number() })]),
  insights: z.union([
    z.literal(false),
    z.object({ retentionDays: z.number(), minCount: z.number(), maxQueries: z.number() }),
  ]),
  'search.weights': weightsSchema,
});

const valueSchema = z.union(Object.values(settingValuesSchema.shape));

export const settingsSectionSchema = z.enum(SETTINGS_SECTIONS);

/** One section as it is in effect. */
export const settingSchema = z.object({
  section: settingsSectionSchema,
  value: valueSchema,
  /** What config/plugins.ts says. */
  fileValue: valueSchema,
  /** What it starts from when it is turned on; null where it cannot be turned off, or is a single value. */
  whenOn: valueSchema,
  /** Where `value` comes from. */
  source: z.enum(['file', 'admin']),
  /** Grows with every change; a change names the one that it was based on. */
  version: z.number().int().nonnegative(),
  /** The latest change; null before the first. */
  changedAt: isoTimeSchema.nullable(),
  changedBy: z.string().nullable(),
  /** Why a stored value is not in effect; null when there is none, or it is. */
  problem: z.string().nullable(),
});

/** A setting that only config/plugins.ts can change, such as `sources[0].template`. */
export const fixedSettingSchema = z.object({
  key: z.string(),
  /** The content type's display name, for what belongs to one. */
  source: z.string().nullable(),
  value: z.union([z.string(), z.number(), z.boolean(), z.array(z.string()), z.null()]),
});

/** GET /index-rebuild/settings */
export const settingsSchema = z.object({
  /** Whether `adminSettings` is false: then config/plugins.ts alone counts. */
  readOnly: z.boolean(),
  /** The time zone that the server has without one. */
  serverTimeZone: z.string(),
  sections: z.array(settingSchema),
  fixed: z.array(fixedSettingSchema),
});
export const getSettingsResponseSchema = z.object({ data: settingsSchema });

const basis = {
  version: z.number().int().nonnegative(),
  note: z.string().trim().max(MAX_REASON_LENGTH).optional(),
};

/** PUT /index-rebuild/settings/:section → 200 when it is in effect here. */
export const changeSettingRequestSchema = z.strictObject({ value: z.unknown(), ...basis });
/** POST /index-rebuild/settings/:section/reset → 200 when the file's value is in effect here. */
export const resetSettingRequestSchema = z.strictObject(basis);
export const changeSettingResponseSchema = z.object({ data: settingSchema });

/** Why a field of a value is refused; the admin has a sentence for each. */
export const FIELD_REASONS = ['min', 'above', 'max', 'whole', 'type', 'cron', 'timeZone', 'unknown'] as const;

/** `details.errors` of SETTINGS_INVALID. */
export const fieldErrorSchema = z.object({
  path: z.array(z.string()),
  reason: z.enum(FIELD_REASONS),
  /** What the value is compared with, for `min`, `above` and `max`. */
  limit: z.number().nullable(),
  message: z.string(),
});

/** GET /index-rebuild/settings/times?rule=0 3 * * *&timeZone=Europe/Vienna: when a schedule would come true next. */
export const nextTimesQuerySchema = z.object({ rule: z.string().max(200), timeZone: z.string().optional() });
export const nextTimesResponseSchema = z.object({ data: z.array(isoTimeSchema) });

/** Who changed what; values are null for a section that a later version no longer has. */
export const settingsChangeSchema = z.object({
  id: z.number().int(),
  section: z.string(),
  kind: z.enum(['change', 'reset']),
  at: isoTimeSchema,
  by: z.string().nullable(),
  before: z.unknown(),
  after: z.unknown(),
  note: z.string().nullable(),
});

/** GET /index-rebuild/settings/changes?page&pageSize, the latest first. */
export const listSettingsChangesQuerySchema = z.object({
  page: z.coerce.number().int().min(1).default(1),
  pageSize: z.coerce.number().int().min(1).max(100).default(10),
});
export const listSettingsChangesResponseSchema = z.object({
  data: z.array(settingsChangeSchema),
  meta: z.object({ pagination: paginationSchema }),
});

export type SettingValues = z.infer<typeof settingValuesSchema>;
export type Setting = z.infer<typeof settingSchema>;
export type FixedSetting = z.infer<typeof fixedSettingSchema>;
export type SettingsPage = z.infer<typeof settingsSchema>;
export type GetSettingsResponse = z.infer<typeof getSettingsResponseSchema>;
export type ChangeSettingRequest = z.infer<typeof changeSettingRequestSchema>;
export type ResetSettingRequest = z.infer<typeof resetSettingRequestSchema>;
export type ChangeSettingResponse = z.infer<typeof changeSettingResponseSchema>;
export type FieldReason = (typeof FIELD_REASONS)[number];
export type FieldError = z.infer<typeof fieldErrorSchema>;
export type NextTimesQuery = z.infer<typeof nextTimesQuerySchema>;
export type NextTimesResponse = z.infer<typeof nextTimesResponseSchema>;
export type SettingsChange = z.infer<typeof settingsChangeSchema>;
export type ListSettingsChangesQuery = z.infer<typeof listSettingsChangesQuerySchema>;
export type ListSettingsChangesResponse = z.infer<typeof listSettingsChangesResponseSchema>;
