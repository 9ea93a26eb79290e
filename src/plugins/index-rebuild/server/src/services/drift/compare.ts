import { setImmediate } from 'node:timers/promises';

import { documentOf, type DocumentRef } from '../../domain/record';
import type { LiveEntries, LiveEntriesSource } from './live-entries';
import { observe, type Observed } from './observe';
import type { DriftPorts } from './ports';
import { rowChanges, stateKeyOf } from './row-changes';
import { findSuspects } from './suspects';

const DOCUMENTS_AT_ONCE = 50;
/** Edits tolerated while their document is compared; more of them come from a loop elsewhere. */
const TRIES = 20;

export interface Comparison {
  /**
   * Compares these documents as they are now with the live generation, and records the differences.
   *
   * @param documents Keys of documents, by `documentKey`.
   * @param names Names of deleted documents, by the same keys.
   */
  compare(documents: readonly string[], names?: ReadonlyMap<string, string>): Promise<void>;
  /** Compares all records, whatever the hooks saw. When aborted, throws the signal's reason. */
  compareAll(signal?: AbortSignal): Promise<void>;
}

type View = { live: LiveEntries; observed: Observed[] };

const keyOf = ({ live, observed }: View): string =>
  JSON.stringify([
    live.generation,
    live.specHash,
    observed.map((record) => [record.key, stateKeyOf(record)]).sort(),
  ]);

const look = async (
  ports: DriftPorts,
  entries: LiveEntriesSource,
  documents: readonly DocumentRef[]
): Promise<View | null> => {
  const live = await entries.current();
  return live && { live, observed: await observe(ports, live, documents) };
};

/**
 * Checks again after writing, so that the last write is correct even though several
 * processes may compare the same document, and a swap may come in between.
 */
const settle = async (
  ports: DriftPorts,
  entries: LiveEntriesSource,
  documents: readonly DocumentRef[],
  names: ReadonlyMap<string, string>
): Promise<void> => {
  const { drift, clock } = ports;
  let view = await look(ports, entries, documents);
  for (let tries = 0; view; tries += 1) {
    if (tries === TRIES) throw new Error('the records change faster than they can be compared');
    const { changed, gone } = rowChanges(await drift.rowsOf(documents), view.observed, names, clock.now());
    await drift.apply(changed, gone);
    const before = keyOf(view);
    view = await look(ports, entries, documents);
    if (view && keyOf(view) === before) return;
  }
};

const compareDocuments = async (
  ports: DriftPorts,
  entries: LiveEntriesSource,
  documents: readonly string[],
  names: ReadonlyMap<string, string>,
  signal?: AbortSignal
): Promise<void> => {
  for (let at = 0; at < documents.length; at += DOCUMENTS_AT_ONCE) {
    signal?.throwIfAborted();
    const some = documents.slice(at, at + DOCUMENTS_AT_ONCE).map(documentOf);
    await settle(ports, entries, some, names);
    await setImmediate();
  }
};

/** Compares records with the live generation. One caller at a time in a process. */
export const createComparison = (ports: DriftPorts, entries: LiveEntriesSource): Comparison => ({
  compare: (documents, names = new Map()) => compareDocuments(ports, entries, documents, names),

  async compareAll(signal) {
    for (;;) {
      const live = await entries.current(true);
      if (live === null) return;
      const suspects = await findSuspects(ports, live, signal);
      await compareDocuments(ports, entries, [...suspects], new Map(), signal);
      if ((await entries.current())?.generation !== live.generation) continue;
      await ports.drift.compared(live.generation, live.records, ports.clock.now());
      return;
    }
  },
});
