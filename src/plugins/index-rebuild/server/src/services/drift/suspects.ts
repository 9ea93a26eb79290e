import { documentKey } from '../../domain/record';
import { createSlices } from '../../lib/time-slices';
import type { LiveEntries } from './live-entries';
import { observerOf } from './observe';
import type { DriftPorts } from './ports';
import { stateKey, stateKeyOf } from './row-changes';

/** The current rows: document and state by record key. */
const keptRows = async ({ drift }: DriftPorts, yieldToEventLoop: () => Promise<void>) => {
  const kept = new Map<string, { document: string; stateKey: string }>();
  for await (const rows of drift.keptPages()) {
    for (const row of rows) kept.set(row.key, { document: documentKey(row), stateKey: stateKey(row) });
    await yieldToEventLoop();
  }
  return kept;
};

/** Documents, by key, whose rows do not match their records. Reads all records, a few at a time. */
export const findSuspects = async (
  ports: DriftPorts,
  live: LiveEntries,
  signal?: AbortSignal
): Promise<Set<string>> => {
  const yieldToEventLoop = createSlices();
  const kept = await keptRows(ports, yieldToEventLoop);
  const found = new Set<string>();
  const seen = new Set<string>();
  const observeRecord = observerOf(ports, live);
  const pages = ports.openPages();
  for (let page = await pages.next(); page !== null; page = await pages.next()) {
    signal?.throwIfAborted();
    for (const published of page) {
      const record = observeRecord(published);
      seen.add(record.key);
      if (stateKeyOf(record) !== (kept.get(record.key)?.stateKey ?? '')) found.add(documentKey(record));
      kept.delete(record.key);
      await yieldToEventLoop();
    }
  }
  for (const { key, document } of live.all()) {
    if (!seen.has(key)) found.add(document);
    await yieldToEventLoop();
  }
  for (const { document } of kept.values()) found.add(document);
  return found;
};
