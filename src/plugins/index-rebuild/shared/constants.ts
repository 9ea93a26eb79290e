/** The plugin's id: the prefix of its content types, routes, permissions and translations. */
export const PLUGIN_ID = 'index-rebuild';

/** RBAC actions of the admin. An action uid may hold lower-case letters, dots and dashes only. */
export const ACTIONS = {
  read: `plugin::${PLUGIN_ID}.read`,
  rebuild: `plugin::${PLUGIN_ID}.rebuild`,
  trySearch: `plugin::${PLUGIN_ID}.try-search`,
  insights: `plugin::${PLUGIN_ID}.insights`,
  readSettings: `plugin::${PLUGIN_ID}.settings.read`,
  updateSettings: `plugin::${PLUGIN_ID}.settings.update`,
} as const;

/** The content types of what people decide about search. */
export const RULE_UID = `plugin::${PLUGIN_ID}.search-rule` as const;
export const SYNONYM_UID = `plugin::${PLUGIN_ID}.synonym` as const;
export const GOLDEN_UID = `plugin::${PLUGIN_ID}.golden-query` as const;

/** Whether search has a record, as the Content Manager's lists show it and filter by it. */
export const SEARCH_STATES = ['up-to-date', 'changed', 'waiting', 'not-indexed', 'not-published'] as const;

export type SearchState = (typeof SEARCH_STATES)[number];

/** What the lists' addresses call the filter: `filters[$and][0][__inSearch][$eq]=changed`. */
export const IN_SEARCH_FILTER = '__inSearch';

/** Custom fields: an indexed content type, a record of one, and several records. */
export const SOURCE_FIELD = 'source';
export const RECORD_FIELD = 'record';
export const RECORDS_FIELD = 'records';

/** Characters of the reason for a restore. Not beside its contract: the admin needs the number without zod. */
export const MAX_REASON_LENGTH = 500;

/** Days that insights can be shown for. Not beside their contract, for the same reason. */
export const INSIGHT_PERIODS = [7, 30, 90] as const;

export type InsightPeriod = (typeof INSIGHT_PERIODS)[number];

/** Settings that can be changed while Strapi runs, each as a whole; named after their keys in config/plugins.ts. */
export const SETTINGS_SECTIONS = [
  'schedule',
  'drift.check',
  'drift.warning',
  'drift.rebuild',
  'retention',
  'guards',
  'goldenQueries',
  'overlay',
  'insights',
  'search.weights',
] as const;

export type SettingsSection = (typeof SETTINGS_SECTIONS)[number];
