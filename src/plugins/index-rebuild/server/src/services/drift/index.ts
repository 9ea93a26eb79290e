import type {
  Drift,
  DriftDetails,
  DriftItem,
  ListDriftQuery,
  Pagination,
  RecordState,
} from '../../../../shared/contracts';
import type { Strapi } from '../../adapters/strapi/types';
import type { Container } from '../../container';
import { estimateSeconds } from '../../domain/speed';
import { createComparison } from './compare';
import { createLiveEntries } from './live-entries';
import { observe, type Observed } from './observe';
import { createQueue } from './queue';
import { createSummary } from './summary';

export const LEVEL_EVENT = 'index-rebuild.drift.level';

type RecordQuery = { uid?: string; locale?: string };

/** Runs from whose speed the duration of the next one is estimated. */
const PAST_RUNS = 20;

const stateOf = ({ difference, problem, fingerprint }: Observed): RecordState['state'] => {
  if (difference) return difference.kind;
  if (problem) return 'unindexable';
  return fingerprint ? 'indexed' : 'draft';
};

/** How the live generation differs from the published records: noticing, comparing, telling. */
export const createDrift = (strapi: Strapi, container: Container) => {
  const { drift: store, catalog, runs, settings, log } = container;
  const { uid } = settings.source;
  const entries = createLiveEntries(container);
  const comparison = createComparison(container, entries);
  const summary = createSummary(container, (change) => {
    log.info(`[index-rebuild] drift is at level "${change.to}" (before: "${change.from}")`);
    void strapi.eventHub
      .emit(LEVEL_EVENT, change)
      .catch((error: Error) => log.warn(`[index-rebuild] the event ${LEVEL_EVENT} failed: ${error.message}`));
  });

  let tail: Promise<unknown> = Promise.resolve();
  const exclusive = <T>(work: () => Promise<T>): Promise<T> => {
    const result = tail.then(work);
    tail = result.catch(() => {});
    return result;
  };

  /** A comparison of everything that waits already serves whoever asks for one now. */
  let waiting: Promise<void> | null = null;
  const compareAll = async (): Promise<void> => {
    waiting ??= exclusive(async () => {
      waiting = null;
      await comparison.compareAll();
    });
    await waiting;
    await summary.read();
  };

  let complaint = '';
  const queue = createQueue({
    compareAll,
    async compare(documentIds, names) {
      await exclusive(() => comparison.compare(documentIds, names));
      complaint = '';
      await summary.read();
    },
    onError({ message }) {
      if (message !== complaint)
        log.warn(`[index-rebuild] drift could not be compared, it is tried again: ${message}`);
      complaint = message;
    },
  });

  const estimateOf = async ({ added, changed }: Drift): Promise<DriftDetails['estimate']> => {
    const { items } = await runs.list(1, PAST_RUNS);
    const past = items.flatMap(({ kind, status, durationMs, records: { embedded } }) =>
      kind === 'rebuild' && status === 'completed' && durationMs !== null ? [{ embedded, durationMs }] : []
    );
    const embedded = added + changed;
    return { records: embedded, seconds: estimateSeconds(past, embedded) };
  };

  const details = async (): Promise<DriftDetails | null> => {
    const { state, drift } = await summary.read();
    if (!drift || state.generation === null) return null;
    const checkedAt = state.checkedAt?.toISOString() ?? null;
    return { ...drift, generation: state.generation, checkedAt, estimate: await estimateOf(drift) };
  };

  /** Since when a record differs. Somebody who asks right after an edit may be faster than the queue. */
  const sinceOf = async ({ documentId, key }: Observed): Promise<Date | undefined> => {
    const find = async () => (await store.rowsOf([documentId])).find((row) => row.key === key)?.since;
    const known = await find();
    if (known) return known;
    await exclusive(() => comparison.compare([documentId]));
    return find();
  };

  return {
    queue,
    details,

    async read(): Promise<Drift | null> {
      return (await summary.read()).drift;
    },

    /** Compares all records. @throws GENERATION_MISSING or GENERATION_CORRUPT. */
    async check(): Promise<DriftDetails | null> {
      await compareAll();
      return details();
    },

    async list({
      page,
      pageSize,
      kind,
    }: ListDriftQuery): Promise<{ items: DriftItem[]; pagination: Pagination }> {
      const { items, pagination } = await store.list(page, pageSize, kind);
      const shown = items.map(({ documentId, locale, name, kind: how, cause, since }) => ({
        ...{ uid, documentId, locale, name, cause },
        kind: how,
        since: since.toISOString(),
      }));
      return { items: shown, pagination };
    },

    /** What the live generation holds of one record, as it is in this moment; null for another content type. */
    async record(documentId: string, { uid: asked = uid, locale }: RecordQuery): Promise<RecordState | null> {
      if (asked !== uid) return null;
      const nothing = { cause: null, since: null, problem: null };
      const live = await entries.current();
      if (!live) return { state: 'none', ...nothing };
      const observed = await observe(container, live, [documentId]);
      const record = observed.find((one) => locale === undefined || (one.locale ?? locale) === locale);
      if (!record) return { state: 'draft', ...nothing };
      return {
        state: stateOf(record),
        cause: record.difference?.cause ?? null,
        since: record.difference && ((await sinceOf(record))?.toISOString() ?? null),
        problem: record.problem?.message ?? null,
      };
    },

    /** After a swap: compares with what is live now. A run does not fail because of it. */
    async afterSwap(): Promise<void> {
      try {
        const [{ generation }, { liveGeneration }] = await Promise.all([store.state(), catalog.read()]);
        if (generation !== liveGeneration) await compareAll();
      } catch (error) {
        log.warn(`[index-rebuild] drift could not be compared after the swap: ${(error as Error).message}`);
      }
    },

    /** Now and then: learns what other processes found, and compares with a generation that nobody compared with yet. */
    async tick(): Promise<void> {
      const { state } = await summary.read();
      const { liveGeneration, held } = await catalog.read();
      // While a run is under way its process does it before the run ends.
      if (!held && liveGeneration !== null && state.generation !== liveGeneration) queue.addAll();
    },
  };
};

export type DriftService = ReturnType<typeof createDrift>;
