import type { Pagination, SettingsChange } from '../../../shared/contracts';

/** What administrators have set of one section. Its version stays when that is taken back. */
export type StoredSetting = {
  section: string;
  /** JSON; null where config/plugins.ts counts. */
  value: string | null;
  version: number;
  changedAt: Date;
  changedBy: string | null;
};

export type NewChange = {
  section: string;
  /** The version that the change is based on: 0 before the first. */
  version: number;
  /** JSON; null to take back what was set. */
  value: string | null;
  at: Date;
  by: string | null;
  note: string | null;
  /** JSON of the values in effect before and after. */
  before: string;
  after: string;
};

/** Settings that were changed at run time, in the database, for every process of the cluster. */
export interface SettingsStore {
  /** Grows with every change. */
  revision(): Promise<number>;
  all(): Promise<StoredSetting[]>;
  /** Keeps a change and that it was made, both or neither. @returns Whether the version was still current. */
  write(change: NewChange): Promise<boolean>;
  /** The latest first. */
  changes(page: number, pageSize: number): Promise<{ items: SettingsChange[]; pagination: Pagination }>;
}
