import type { Container } from '../../container';
import type { DriftRow } from '../../ports/drift-store';
import type { LiveEntries, LiveEntriesSource } from './live-entries';
import { observe, observerOf, type Observed } from './observe';
import { createSlices } from '../../lib/time-slices';

const DOCUMENTS_AT_ONCE = 50;
/** Edits that come while their document is compared; more than this at once is somebody else's loop. */
const TRIES = 20;

/** What a row says, for comparison. */
const stateKey = ({ kind, cause, fingerprint }: Pick<DriftRow, 'kind' | 'cause' | 'fingerprint'>): string =>
  `${kind} ${cause} ${fingerprint}`;

const stateKeyOf = ({ difference, fingerprint }: Observed): string =>
  difference ? stateKey({ ...difference, fingerprint }) : '';

const viewOf = (live: LiveEntries, observed: readonly Observed[]): string =>
  JSON.stringify([
    live.generation,
    live.specHash,
    observed.map((record) => [record.key, stateKeyOf(record)]).sort(),
  ]);

/** Compares records with the live generation and keeps what differs. One caller at a time in a process. */
export const createComparison = (container: Container, entries: LiveEntriesSource) => {
  const { drift, clock, openPages } = container;

  const write = async (
    documentIds: readonly string[],
    observed: readonly Observed[],
    names: ReadonlyMap<string, string>
  ): Promise<void> => {
    const rows = new Map((await drift.rowsOf(documentIds)).map((row) => [row.key, row]));
    const now = clock.now();
    const changed: DriftRow[] = [];
    for (const record of observed) {
      const { key, documentId, locale, fingerprint, difference } = record;
      if (!difference) continue;
      const before = rows.get(key);
      rows.delete(key);
      const isKnown = before !== undefined && stateKey(before) === stateKeyOf(record);
      const name = record.name ?? names.get(documentId) ?? before?.name ?? null;
      if (isKnown && before.name === name) continue;
      const since = before?.since ?? now;
      const seenAt = isKnown ? before.seenAt : now;
      changed.push({ key, documentId, locale, name, ...difference, fingerprint, since, seenAt });
    }
    await drift.apply(changed, [...rows.keys()]);
  };

  /**
   * Looks once more after writing: whoever wrote last then wrote what is true, although several
   * processes may be at the same document, and a swap may come in between.
   */
  const settle = async (
    documentIds: readonly string[],
    names: ReadonlyMap<string, string>
  ): Promise<void> => {
    let live = await entries.current();
    let observed = live && (await observe(container, live, documentIds));
    for (let tries = 0; live && observed; tries += 1) {
      if (tries === TRIES) throw new Error('the records change faster than they can be compared');
      await write(documentIds, observed, names);
      const before = viewOf(live, observed);
      live = await entries.current();
      observed = live && (await observe(container, live, documentIds));
      if (live && observed && viewOf(live, observed) === before) return;
    }
  };

  /** Documents whose kept difference is not what the records show. Reads all, a little at a time. */
  const suspects = async (live: LiveEntries): Promise<Set<string>> => {
    const yieldToEventLoop = createSlices();
    const kept = new Map<string, { documentId: string; stateKey: string }>();
    for await (const rows of drift.pages()) {
      for (const row of rows) kept.set(row.key, { documentId: row.documentId, stateKey: stateKey(row) });
      await yieldToEventLoop();
    }
    const found = new Set<string>();
    const seen = new Set<string>();
    const observeRecord = observerOf(container, live);
    const pages = openPages();
    for (let page = await pages.next(); page !== null; page = await pages.next()) {
      for (const published of page) {
        const record = observeRecord(published);
        seen.add(record.key);
        if (stateKeyOf(record) !== (kept.get(record.key)?.stateKey ?? '')) found.add(record.documentId);
        kept.delete(record.key);
        await yieldToEventLoop();
      }
      await yieldToEventLoop(true);
    }
    for (const { key, documentId } of live.all()) {
      if (!seen.has(key)) found.add(documentId);
      await yieldToEventLoop();
    }
    for (const { documentId } of kept.values()) found.add(documentId);
    return found;
  };

  /** Compares these documents as they are now. */
  const compare = async (
    documentIds: readonly string[],
    names: ReadonlyMap<string, string> = new Map()
  ): Promise<void> => {
    for (let at = 0; at < documentIds.length; at += DOCUMENTS_AT_ONCE) {
      await settle(documentIds.slice(at, at + DOCUMENTS_AT_ONCE), names);
      await new Promise((resolve) => setImmediate(resolve));
    }
  };

  return {
    compare,

    /** Compares all records, whatever any hook saw or did not. */
    async compareAll(): Promise<void> {
      for (;;) {
        const live = await entries.current(true);
        if (live === null) return;
        await compare([...(await suspects(live))]);
        if ((await entries.current())?.generation !== live.generation) continue;
        await drift.compared(live.generation, live.records, clock.now());
        return;
      }
    },
  };
};

export type Comparison = ReturnType<typeof createComparison>;
