import type { SettingsSection } from '../../../../shared/constants';

export type FieldKind = 'cron' | 'timeZone' | 'number' | 'percent' | 'toggle';

/** A field of a section; one without a name is the whole value. */
export type FormField = { name: string; kind: FieldKind };

type SectionForm = {
  fields: readonly FormField[];
  /** The value that turns it off, where it can be turned off. */
  off?: null | false;
};

const numbers = (...names: string[]): FormField[] => names.map((name) => ({ name, kind: 'number' }));
const percent = (name: string): FormField => ({ name, kind: 'percent' });

/** What can be entered for each section, in the order of the page. */
export const FORMS: Record<SettingsSection, SectionForm> = {
  schedule: {
    fields: [
      { name: 'rebuild', kind: 'cron' },
      { name: 'timeZone', kind: 'timeZone' },
    ],
  },
  'drift.check': { fields: [{ name: '', kind: 'cron' }] },
  'drift.warning': { fields: [percent('share'), ...numbers('days')] },
  'drift.rebuild': { fields: [percent('share'), ...numbers('maxAgeHours', 'quietSeconds')], off: null },
  retention: { fields: numbers('generations', 'partialBuilds', 'runs') },
  guards: { fields: [percent('minShare'), percent('maxFailedShare')] },
  goldenQueries: { fields: [{ name: 'stopOnDrop', kind: 'toggle' }] },
  overlay: { fields: [...numbers('maxRecords'), percent('maxShare')], off: false },
  insights: { fields: numbers('retentionDays', 'minCount', 'maxQueries'), off: false },
  // Tried and set in Try search.
  'search.weights': { fields: [] },
};
