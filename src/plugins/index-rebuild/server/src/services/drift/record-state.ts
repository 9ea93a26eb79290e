import type { OverlayState, RecordState } from '../../../../shared/contracts';
import type { DocumentRef } from '../../domain/record';
import { searchStateOf } from '../../domain/search-state';
import type { OverlayService } from '../overlay';
import type { LiveEntries } from './live-entries';
import { observe, type Observed } from './observe';
import type { DriftPorts } from './ports';

const UNKNOWN = { cause: null, since: null, problem: null, searchableSince: null, waitsFor: null };

export const stateOf = ({ difference, problem, fingerprint }: Observed): RecordState['state'] => {
  if (difference) return difference.kind;
  if (problem) return 'unindexable';
  return fingerprint ? 'indexed' : 'draft';
};

export const searchableOf = (overlay: Pick<OverlayService, 'stateOf'>, record: Observed): OverlayState =>
  record.difference
    ? overlay.stateOf({ ...record, ...record.difference })
    : { searchableSince: null, waitsFor: null };

const stateWith = (record: Omit<RecordState, 'inSearch'>): RecordState => ({
  ...record,
  inSearch: searchStateOf(record),
});

/** Since when a record differs; undefined when not yet known. */
const sinceOf = async ({ drift }: Pick<DriftPorts, 'drift'>, record: Observed) =>
  (await drift.rowsOf([record])).find((row) => row.key === record.key && row.kind !== 'unindexed')?.since;

/**
 * What the live generation holds of one record now.
 *
 * @param compareNow For a request right after an edit, which may be faster than the queue.
 */
export const recordStateOf = async (
  ports: DriftPorts,
  live: LiveEntries | null,
  { locale, ...document }: DocumentRef & { locale?: string },
  overlay: Pick<OverlayService, 'stateOf'>,
  compareNow: () => Promise<void>
): Promise<RecordState> => {
  if (!live) return stateWith({ state: 'none', ...UNKNOWN });
  const observed = await observe(ports, live, [document]);
  const record = observed.find((one) => locale === undefined || (one.locale ?? locale) === locale);
  if (!record) return stateWith({ state: 'draft', ...UNKNOWN });
  let since = record.difference ? await sinceOf(ports, record) : undefined;
  if (record.difference && !since) {
    await compareNow();
    since = await sinceOf(ports, record);
  }
  return stateWith({
    state: stateOf(record),
    cause: record.difference?.cause ?? null,
    since: since?.toISOString() ?? null,
    problem: record.problem,
    ...searchableOf(overlay, record),
  });
};
