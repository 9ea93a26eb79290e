import type { ListedState, ListStatesRequest } from '../../../../shared/contracts';
import { searchStateOf } from '../../domain/search-state';
import type { OverlayService } from '../overlay';
import type { LiveEntries } from './live-entries';
import { observe, type Observed } from './observe';
import type { DriftPorts } from './ports';
import { searchableOf, stateOf } from './record-state';

const NOTHING = { problem: null, searchableSince: null, waitsFor: null };

/** Without an index: whatever is published waits for one. */
const withoutIndex = async (
  { records }: DriftPorts,
  { uid, locale, documentIds }: ListStatesRequest
): Promise<ListedState[]> => {
  const published = await records.published(documentIds.map((documentId) => ({ uid, documentId })));
  const waiting = new Set(
    published.flatMap((record) => (record.locale === locale ? [record.documentId] : []))
  );
  return documentIds.map((documentId) => ({
    ...NOTHING,
    documentId,
    state: waiting.has(documentId) ? 'waiting' : 'not-published',
  }));
};

const listedStateOf = (
  documentId: string,
  record: Observed | undefined,
  overlay: Pick<OverlayService, 'stateOf'>
): ListedState => {
  if (!record) return { ...NOTHING, documentId, state: 'not-published' };
  const shown = searchableOf(overlay, record);
  const cause = record.difference?.cause ?? null;
  const state = searchStateOf({ state: stateOf(record), cause, ...shown });
  return { documentId, state, problem: record.problem, ...shown };
};

/** The states of a page of records, each compared as it is now. */
export const listedStatesOf = async (
  ports: DriftPorts,
  live: LiveEntries | null,
  list: ListStatesRequest,
  overlay: Pick<OverlayService, 'stateOf'>
): Promise<ListedState[]> => {
  if (!live) return withoutIndex(ports, list);
  const { uid, locale, documentIds } = list;
  const observed = await observe(
    ports,
    live,
    documentIds.map((documentId) => ({ uid, documentId }))
  );
  const records = new Map(
    observed.flatMap((record) => (record.locale === locale ? [[record.documentId, record]] : []))
  );
  return documentIds.map((documentId) => listedStateOf(documentId, records.get(documentId), overlay));
};
