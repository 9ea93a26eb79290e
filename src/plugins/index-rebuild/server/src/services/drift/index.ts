import pLimit from 'p-limit';

import type {
  Drift,
  DriftDetails,
  DriftItem,
  ListDriftQuery,
  ListedState,
  ListStatesRequest,
  Pagination,
  RecordState,
  SourceInfo,
} from '../../../../shared/contracts';
import { IndexRebuildError } from '../../domain/errors';
import { documentKey } from '../../domain/record';
import { isDamage, isOutage } from '../../domain/recovery';
import { sortedNew, type NewRecords } from '../../domain/search-state';
import { settledWithin } from '../../lib/settled-within';
import { createComparison, type Comparison } from './compare';
import { detailsOf } from './details';
import { createFreshValues } from './fresh-values';
import { EVENTS } from '../events';
import { createOverlayService } from '../overlay';
import { createLiveEntries } from './live-entries';
import type { DriftPorts } from './ports';
import { createPublishedRecords } from './published-records';
import { createQueue, type Queue } from './queue';
import { listedStatesOf } from './listed-states';
import { recordStateOf } from './record-state';
import { createSummary, type LevelChange } from './summary';

type RecordQuery = { uid: string; locale?: string };

/** How long a regular turn waits for what other processes found. */
const LEARN_LIMIT_MS = 1_000;

const tellLevel =
  ({ log, announce }: DriftPorts) =>
  (change: LevelChange): void => {
    log.info(`[index-rebuild] drift went from level "${change.from}" to "${change.to}"`);
    announce(EVENTS.driftLevel, change);
  };

/** One comparison at a time; a request for all records joins one that has not begun yet. */
export const oneAtATime = ({ compare, compareAll }: Comparison): Comparison => {
  const exclusive = pLimit(1);
  let waiting: Promise<void> | null = null;
  return {
    compare: (documents, names) => exclusive(() => compare(documents, names)),
    compareAll(signal) {
      waiting ??= exclusive(async () => {
        waiting = null;
        await compareAll(signal);
      });
      return waiting;
    },
  };
};

/** Compares in the background, and logs a repeated failure once. */
const startQueue = (
  { log }: DriftPorts,
  comparison: Comparison,
  onCompared: () => Promise<unknown>
): Queue => {
  let complaint = '';
  return createQueue({
    async compareAll(signal) {
      await comparison.compareAll(signal);
      await onCompared();
    },
    async compare(documents, names) {
      await comparison.compare(documents, names);
      complaint = '';
      await onCompared();
    },
    onError({ message }) {
      if (message !== complaint) {
        log.warn(`[index-rebuild] drift could not be compared and will be retried: ${message}`);
      }
      complaint = message;
    },
  });
};

/** How the live generation differs from the published records: noticing, comparing, reporting. */
export const createDrift = (ports: DriftPorts) => {
  const { drift: store, catalog, settings, log } = ports;
  const isSource = (uid: string): boolean => settings.sources.some((source) => source.uid === uid);
  /** One that is no longer a source goes by its uid. */
  const sourceInfo = (uid: string): SourceInfo => {
    const source = settings.sources.find((one) => one.uid === uid);
    return { uid, label: source?.label ?? uid, isSingleType: source?.isSingleType ?? false };
  };
  const entries = createLiveEntries(ports);
  const comparison = oneAtATime(createComparison(ports, entries));
  const published = createPublishedRecords(ports.records);
  const overlay = createOverlayService({
    ...{ drift: store, published, live: ports.live, log },
    limits: () => settings.overlay || null,
    entries: () => entries.current(),
    uids: settings.sources.map(({ uid }) => uid),
  });
  const summary = createSummary(ports, overlay.searchable, tellLevel(ports));
  const freshValues = createFreshValues(ports, published, () => queue.isBehind());
  const learn = async (): Promise<void> => {
    await freshValues.refresh();
    await overlay.refresh();
  };
  /** What the live generation holds cannot be read while it is lost or its cluster is away: others see to that. */
  const learnQuietly = (): Promise<void> =>
    learn().catch((error: unknown) => {
      if (!(error instanceof IndexRebuildError) || !(isDamage(error.code) || isOutage(error.code)))
        throw error;
    });
  let learning: Promise<void> | null = null;
  const afterComparison = async (): Promise<void> => {
    await summary.read();
    await learn();
  };
  const queue = startQueue(ports, comparison, afterComparison);

  const compareAll = async (): Promise<void> => {
    await comparison.compareAll(queue.signal);
    await afterComparison();
  };

  const details = async (): Promise<DriftDetails | null> => detailsOf(ports, await summary.read());

  return {
    queue,
    details,
    freshValues,
    overlay,

    async read(): Promise<Drift | null> {
      return (await summary.read()).drift;
    },

    /**
     * Whether a rebuild finds texts that were not embedded yet: those that are searchable already have their vectors
     * kept. True as long as nobody knows. Does not throw.
     */
    async hasNewTexts(): Promise<boolean> {
      const { drift } = await summary.read().catch(() => ({ drift: null }));
      return drift === null || drift.added + drift.changed > drift.searchable;
    },

    /** Compares all records. @throws GENERATION_MISSING or GENERATION_CORRUPT. */
    async check(): Promise<DriftDetails | null> {
      await compareAll();
      return details();
    },

    /** @param isReadable Whether the caller may read the name of a record of this content type and locale. */
    async list(
      { page, pageSize, kind }: ListDriftQuery,
      isReadable: (uid: string, locale: string | null) => boolean
    ): Promise<{ items: DriftItem[]; pagination: Pagination }> {
      const { items, pagination } = await store.list(page, pageSize, kind);
      const shown = items.map((row) => ({
        ...sourceInfo(row.uid),
        ...overlay.stateOf(row),
        ...{ documentId: row.documentId, locale: row.locale, kind: row.kind, cause: row.cause },
        name: isReadable(row.uid, row.locale) ? row.name : null,
        since: row.since.toISOString(),
      }));
      return { items: shown, pagination };
    },

    /** What the live generation holds of one record now; null for a content type that is not a source. */
    async record(documentId: string, { uid, locale }: RecordQuery): Promise<RecordState | null> {
      if (!isSource(uid)) return null;
      const live = await entries.current();
      const document = { uid, documentId };
      return recordStateOf(ports, live, { ...document, locale }, overlay, () =>
        comparison.compare([documentKey(document)])
      );
    },

    /** The states of records of one content type and locale, as its list shows them. */
    async states(list: ListStatesRequest): Promise<ListedState[]> {
      if (!isSource(list.uid)) return [];
      return listedStatesOf(ports, await entries.current(), list, overlay);
    },

    /** The records of a content type that are new and do not wait; null without a live generation. */
    async newRecords(uid: string): Promise<NewRecords | null> {
      const { liveGeneration } = await catalog.read();
      if (liveGeneration === null) return null;
      await overlay.refresh();
      return sortedNew(overlay.newOf(uid));
    },

    /** After a swap: compares with the new live generation. Does not throw: a run must not fail because of it. */
    async afterSwap(): Promise<void> {
      try {
        const [{ generation }, { liveGeneration }] = await Promise.all([store.state(), catalog.read()]);
        if (generation !== liveGeneration) await compareAll();
      } catch (error) {
        log.warn(`[index-rebuild] drift could not be compared after the swap: ${(error as Error).message}`);
      }
    },

    /** Takes over changed settings. */
    async settingsChanged(): Promise<void> {
      await summary.read();
      await overlay.refresh();
    },

    /** Called regularly: learns what other processes found, and compares with a generation that is not compared yet. */
    async tick(): Promise<void> {
      const { state } = await summary.read();
      // It may read all that a large generation holds, which nothing else waits for.
      learning ??= learnQuietly().finally(() => (learning = null));
      const latest = learning;
      if (await settledWithin(latest, LEARN_LIMIT_MS)) await latest;
      const { liveGeneration, held } = await catalog.read();
      // During a run, its process does this before the run ends.
      if (!held && liveGeneration !== null && state.generation !== liveGeneration) queue.addAll();
    },
  };
};

export type DriftService = ReturnType<typeof createDrift>;
