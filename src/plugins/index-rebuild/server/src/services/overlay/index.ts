import { isDeepStrictEqual } from 'node:util';

import pLimit from 'p-limit';

import type { DriftCause, DriftKind, OverlayState, OverlayStatus } from '../../../../shared/contracts';
import type { DriftRow, DriftStore } from '../../ports/drift-store';
import type { Log } from '../../ports/log';
import type { Searcher } from '../../ports/searcher';
import type { LiveEntries } from '../drift/live-entries';
import type { PublishedRecords } from '../drift/published-records';
import { stateKey } from '../drift/row-changes';
import { HIDING_CAUSES, OVERLAY_CAUSES, overlayLimit, type OverlayLimits } from './plan';
import { openSearcherOverlay, type SearcherOverlay, type Wished } from './searcher-overlay';

/** How long a searcher that is about to be live may take for records whose vectors are known. */
const EQUIP_LIMIT_MS = 5_000;

export type OverlayParts = {
  /** As they are now; null while it is turned off. */
  limits(): OverlayLimits | null;
  drift: Pick<DriftStore, 'state' | 'oldest' | 'countsByCause'>;
  published: PublishedRecords;
  /** What the live generation holds, and how the sources are configured now. */
  entries(): Promise<LiveEntries | null>;
  uids: readonly string[];
  live: { readonly searcher: Searcher | null };
  log: Log;
};

type Wish = Wished & { state: string; hides: boolean };

/** What is known at one revision of the drift table. */
type Plan = {
  generation: string | null;
  revision: number;
  /** By which settings, and how many records these allow. */
  limits: OverlayLimits | null;
  limit: number;
  wished: Map<string, Wish>;
  /** Content types that are configured differently than in the live generation. */
  outdated: ReadonlySet<string>;
  /** How many records could be searchable, and how many only a rebuild can make so. */
  able: number;
  unable: number;
};

const nothing = (generation: string | null): Plan => ({
  ...{ generation, revision: -1, limits: null, limit: 0 },
  ...{ wished: new Map(), outdated: new Set(), able: 0, unable: 0 },
});

const sumOf = (counts: readonly { count: number }[]): number =>
  counts.reduce((sum, { count }) => sum + count, 0);

const NEITHER: OverlayState = { searchableSince: null, waitsFor: null };

const waits = (waitsFor: OverlayState['waitsFor']): OverlayState => ({ searchableSince: null, waitsFor });

/** What is asked about: a record that differs from the live generation. */
export type Differing = Pick<DriftRow, 'key' | 'uid' | 'fingerprint'> & {
  kind: DriftKind;
  cause: DriftCause;
};

/**
 * Records that were published or changed since the live generation, searchable beside it in every searcher.
 * Which ones these are is in the drift table, so that every process has the same.
 */
export const createOverlayService = (parts: OverlayParts) => {
  const { drift, published, live, log } = parts;
  const oneAtATime = pLimit(1);
  const overlays = new WeakMap<Searcher, SearcherOverlay>();
  const planned = new WeakSet<Searcher>();
  let plan = nothing(null);
  let versions = 0;

  const overlayOf = (searcher: Searcher): SearcherOverlay => {
    const known = overlays.get(searcher) ?? openSearcherOverlay(searcher);
    overlays.set(searcher, known);
    return known;
  };

  /**
   * After a swap in another process, what was beside this one's generation is part of the new one, which may take
   * long to load: a searcher that has had a plan for its own generation keeps it until it is replaced.
   */
  const bringTo = (searcher: Searcher): void => {
    const isOwn = plan.generation === searcher.generation;
    if (!isOwn && plan.generation !== null && planned.has(searcher)) return;
    if (isOwn) planned.add(searcher);
    overlayOf(searcher).bring(plan.wished);
  };

  const bring = (): void => {
    if (live.searcher) bringTo(live.searcher);
  };

  /** Takes the rows' records into the plan; those that are new to it are told to the searcher at once. */
  const wish = async (rows: readonly DriftRow[], next: Plan): Promise<void> => {
    const before = plan.wished;
    const isNew = (row: DriftRow): boolean => before.get(row.key)?.state !== stateKey(row);
    // An edited record is found by its last version until the new one is read and embedded.
    for (const row of rows) {
      const known = before.get(row.key);
      if (known) next.wished.set(row.key, known);
    }
    plan = next;
    // What is no longer wished goes first: it must not be found for as long as others are read.
    bring();
    const left = new Map(rows.filter(isNew).map((row) => [row.key, row]));
    for await (const some of published.read(rows.filter(isNew))) {
      for (const [key, record] of some) {
        versions += 1;
        const row = left.get(key) as DriftRow;
        const hides = HIDING_CAUSES.includes(row.cause);
        next.wished.set(key, { version: versions, record, state: stateKey(row), hides });
        left.delete(key);
      }
      bring();
    }
    // These are no longer published; their rows will go with the next comparison.
    for (const key of left.keys()) next.wished.delete(key);
    bring();
  };

  /** Turned off: searchers forget what they were given. */
  const empty = (): void => {
    plan = nothing(null);
    bring();
  };

  const replan = async (limits: OverlayLimits): Promise<void> => {
    // The revision is read before the rows: what is written in between is read again.
    const { generation, records, revision } = await drift.state();
    const isPlanned = generation === plan.generation && revision === plan.revision;
    if (isPlanned && isDeepStrictEqual(limits, plan.limits)) return bring();
    const counts = generation === null ? [] : await drift.countsByCause();
    const limit = overlayLimit(limits, records);
    const entries = generation === null ? null : await parts.entries();
    if (entries === null) {
      plan = { ...nothing(generation), revision, limits, limit };
      return bring();
    }
    const outdated = new Set(parts.uids.filter((uid) => entries.sourceOf(uid)?.cause !== null));
    const current = parts.uids.filter((uid) => !outdated.has(uid));
    const rows = [
      ...(await drift.oldest(OVERLAY_CAUSES, current, limit)),
      ...(await drift.oldest(HIDING_CAUSES, current, limits.maxRecords)),
    ];
    const isAble = ({ uid, cause }: (typeof counts)[number]): boolean =>
      current.includes(uid) && OVERLAY_CAUSES.includes(cause);
    const able = sumOf(counts.filter(isAble));
    const unable = sumOf(counts) - able;
    const next = { ...nothing(generation), limits, limit, outdated, able, unable };
    await wish(rows, next);
    // Only now: what failed is tried again.
    next.revision = revision;
  };

  const refresh = (): Promise<void> =>
    oneAtATime(async () => {
      const limits = parts.limits();
      if (limits) await replan(limits);
      else empty();
    });

  const stateOfWish = (key: string, { version }: Wish): OverlayState => {
    const outcome = live.searcher ? overlayOf(live.searcher).outcomeOf(key, version) : undefined;
    if (outcome?.state === 'searchable')
      return { searchableSince: outcome.since?.toISOString() ?? null, waitsFor: null };
    return waits(outcome === undefined || outcome.state === 'indexed' ? 'pending' : outcome.state);
  };

  const found = (): [string, Wish][] => [...plan.wished].filter(([, { hides }]) => !hides);

  const states = (): OverlayState[] => found().map(([key, wished]) => stateOfWish(key, wished));

  return {
    /** Learns which records have changed, in whichever process, and tells the live searcher. */
    refresh,

    /** Gives a searcher that is about to be live what it needs, so that nothing is lost by the swap. Does not throw. */
    async equip(searcher: Searcher): Promise<void> {
      if (!parts.limits()) return;
      try {
        await refresh();
        bringTo(searcher);
        await overlayOf(searcher).settled(EQUIP_LIMIT_MS);
      } catch (error) {
        log.warn(`[index-rebuild] changed records could not be made searchable: ${(error as Error).message}`);
      }
    },

    /** Whether a record that differs from the live generation is searchable as it is now. */
    stateOf({ key, uid, kind, cause, fingerprint }: Differing): OverlayState {
      if (!parts.limits() || kind === 'removed') return NEITHER;
      if (!OVERLAY_CAUSES.includes(cause) || plan.outdated.has(uid)) return waits('spec');
      const wished = plan.wished.get(key);
      if (wished?.state === stateKey({ kind, cause, fingerprint })) return stateOfWish(key, wished);
      return waits(!wished && found().length >= plan.limit ? 'limit' : 'pending');
    },

    /** The records of a content type that are new since the live generation and known here, by key. */
    newOf: (uid: string): [string, OverlayState][] =>
      found().flatMap(([key, wished]) =>
        wished.record.uid === uid && wished.state.startsWith('added ')
          ? [[key, stateOfWish(key, wished)]]
          : []
      ),

    /** How many records are searchable beside the live generation. */
    searchable: (): number => states().filter(({ searchableSince }) => searchableSince !== null).length,

    /** Null when it is turned off, and before the first comparison. */
    status(): OverlayStatus | null {
      if (!parts.limits() || plan.generation === null) return null;
      const all = states();
      const waiting = (reason: OverlayState['waitsFor']): number =>
        all.filter(({ waitsFor }) => waitsFor === reason).length;
      return {
        records: all.length - all.filter(({ waitsFor }) => waitsFor !== null).length,
        limit: plan.limit,
        waiting: {
          pending: waiting('pending'),
          limit: Math.max(0, plan.able - plan.limit),
          spec: plan.unable,
          embedder: waiting('embedder'),
          refused: waiting('refused'),
        },
      };
    },
  };
};

export type OverlayService = ReturnType<typeof createOverlayService>;
