import type { SettingValues } from '../../../shared/contracts';
import type { ResolvedSettings } from './settings';

/** What config/plugins.ts says of the settings that can be changed at run time. */
export const valuesOf = ({ drift, guards, ...settings }: ResolvedSettings): SettingValues => ({
  schedule: settings.schedule,
  'drift.check': drift.check,
  'drift.warning': drift.warning,
  'drift.rebuild': drift.rebuild,
  retention: settings.retention,
  guards: { minShare: guards.minShare, maxFailedShare: guards.maxFailedShare },
  goldenQueries: settings.goldenQueries,
  overlay: settings.overlay,
  insights: settings.insights,
  'search.weights': settings.search.weights,
});

/**
 * The settings with the values that are in effect when one is read. Whoever takes a part of them out keeps
 * what it was then.
 */
export const withValues = (file: ResolvedSettings, values: () => SettingValues): ResolvedSettings => ({
  ...file,
  drift: {
    get check() {
      return values()['drift.check'];
    },
    get warning() {
      return values()['drift.warning'];
    },
    get rebuild() {
      return values()['drift.rebuild'];
    },
  },
  get schedule() {
    return values().schedule;
  },
  get retention() {
    return values().retention;
  },
  get guards() {
    return { ...file.guards, ...values().guards };
  },
  get goldenQueries() {
    return values().goldenQueries;
  },
  get overlay() {
    return values().overlay;
  },
  get insights() {
    return values().insights;
  },
  get search() {
    return { ...file.search, weights: values()['search.weights'] };
  },
});
