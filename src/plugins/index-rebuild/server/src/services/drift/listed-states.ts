import { setImmediate } from 'node:timers/promises';

import type { ListedState, ListStatesRequest } from '../../../../shared/contracts';
import { searchStateOf } from '../../domain/search-state';
import type { OverlayService } from '../overlay';
import type { LiveEntries } from './live-entries';
import { observe, type Observed } from './observe';
import type { DriftPorts } from './ports';
import { searchableOf, stateOf } from './record-state';

/** Few documents at a time: while they are read, Strapi does nothing else. */
const READ_AT_ONCE = 40;

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

const statesOfSome = async (
  ports: DriftPorts,
  live: LiveEntries | null,
  list: ListStatesRequest,
  overlay: Pick<OverlayService, 'stateOf'>
): Promise<ListedState[]> => {
  if (!live) return withoutIndex(ports, list);
  const { uid, locale, documentIds } = list;
  const documents = documentIds.map((documentId) => ({ uid, documentId }));
  const records = new Map(
    (await observe(ports, live, documents)).flatMap((record) =>
      record.locale === locale ? [[record.documentId, record]] : []
    )
  );
  return documentIds.map((documentId) => listedStateOf(documentId, records.get(documentId), overlay));
};

/** The states of a page of records, each compared as it is now. */
export const listedStatesOf = async (
  ports: DriftPorts,
  live: LiveEntries | null,
  { documentIds, ...list }: ListStatesRequest,
  overlay: Pick<OverlayService, 'stateOf'>
): Promise<ListedState[]> => {
  const states: ListedState[] = [];
  for (let at = 0; at < documentIds.length; at += READ_AT_ONCE) {
    const some = { ...list, documentIds: documentIds.slice(at, at + READ_AT_ONCE) };
    states.push(...(await statesOfSome(ports, live, some, overlay)));
    await setImmediate();
  }
  return states;
};
