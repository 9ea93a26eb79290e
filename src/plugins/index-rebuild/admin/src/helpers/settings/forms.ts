import type { SettingsSection } from '../../../../shared/constants';

export type FieldKind = 'cron' | 'timeZone' | 'number' | 'percent' | 'toggle';

/** A field of a section; one without a name is the whole value. */
export type FormField = { name: string; kind: FieldKind };

type SectionForm = {
  fields: readonly FormField[];
  /** The value that turns it off, where it can be turned off. */
  off?: null | false;
};

const field = (name: string, kind: FieldKind): FormField => ({ name, kind });
const numbers = (...names: string[]): FormField[] => names.map((name) => field(name, 'number'));
const percent = (name: string): FormField => field(name, 'percent');

/** What can be entered for each section, in the order of the page. */
export const FORMS: Record<SettingsSection, SectionForm> = {
  schedule: {
    fields: [field('rebuild', 'cron'), field('timeZone', 'timeZone')],
  },
  'drift.check': { fields: [field('', 'cron')] },
  'drift.warning': { fields: [percent('share'), ...numbers('days')] },
  'drift.rebuild': { fields: [percent('share'), ...numbers('maxAgeHours', 'quietSeconds')], off: null },
  retention: { fields: numbers('generations', 'partialBuilds', 'runs') },
  guards: { fields: [percent('minShare'), percent('maxFailedShare')] },
  goldenQueries: { fields: [field('stopOnDrop', 'toggle')] },
  overlay: { fields: [...numbers('maxRecords'), percent('maxShare')], off: false },
  insights: { fields: numbers('retentionDays', 'minCount', 'maxQueries'), off: false },
  // Tried and set in Try search.
  'search.weights': { fields: [] },
};
