import { leaseLost } from '../domain/errors';
import { unneededCopies, unneededMaps } from '../domain/local-copies';
import type { ArtifactStore } from '../ports/artifact-store';
import type { Catalog } from '../ports/catalog';
import type { Clock } from '../ports/clock';
import type { GenerationStore } from '../ports/generation-store';
import type { SearchBackend } from '../ports/search-backend';
import type { LeaseTimings } from '../domain/lease';
import { housekeeperId, underLease } from './housekeeping';
import type { LiveIndex } from './live';

/** How often this process looks at its copies and at the store. */
const EVERY_MS = 10_000;
/** How long a copy stays that the database does not know any more. */
const GRACE_MS = 10 * 60_000;

export type LocalCopiesPorts = {
  store: Pick<ArtifactStore, 'isRemote' | 'listLocal' | 'removeLocal' | 'removeMap' | 'removeLeftovers'>;
  backend: Pick<SearchBackend, 'isElsewhere' | 'isUploaded' | 'verify' | 'upload'>;
  catalog: Pick<Catalog, 'read' | 'acquire' | 'renew' | 'release'>;
  generations: Pick<GenerationStore, 'all'>;
  live: Pick<LiveIndex, 'generation'>;
  timings: LeaseTimings;
  clock: Clock;
  log: { info(message: string): void; warn(message: string): void; debug(message: string): void };
};

/**
 * Where generations are elsewhere, each process looks after what belongs to them on its own disk: it removes the
 * maps and copies that nobody needs any more, and gives the store what it serves if the store has lost it.
 */
export const createLocalCopies = (ports: LocalCopiesPorts) => {
  const { store, backend, catalog, generations, live, clock, log } = ports;
  const stopping = new AbortController();
  const unneededSince = new Map<string, number>();
  let lookedAt = -Infinity;
  let working: Promise<void> | null = null;
  let lastProblem: string | null = null;

  /** The disk first: a generation that is begun in between has its row before its directory. */
  const tidy = async (graceMs: number): Promise<void> => {
    const local = await store.listLocal();
    const rows = (await generations.all()).map(({ name }) => name);
    const { liveGeneration } = await catalog.read();
    const needed = new Set([...rows, liveGeneration, live.generation].filter((name) => name !== null));
    const now = clock.now();
    const isHere = new Set(local.map(({ id }) => id));
    for (const id of unneededSince.keys()) {
      if (needed.has(id) || !isHere.has(id)) unneededSince.delete(id);
    }
    for (const id of isHere) {
      if (!needed.has(id) && !unneededSince.has(id)) unneededSince.set(id, now.getTime());
    }
    const copies = { local, needed, unneededSince, now, graceMs };
    for (const id of unneededMaps(copies)) await store.removeMap(id);
    if (!store.isRemote) return;
    for (const id of unneededCopies(copies)) {
      await store.removeLocal(id);
      log.debug(`[index-rebuild] removed the copy of ${id}`);
    }
    await store.removeLeftovers();
  };

  /** Whether this process serves what the store should have and has not. */
  const isMissed = async (generation: string): Promise<boolean> =>
    (await catalog.read()).liveGeneration === generation && !(await backend.isUploaded(generation));

  /** Without this, no other process could ever have it. */
  const giveBack = async (): Promise<void> => {
    const { generation } = live;
    if (generation === null || !(await isMissed(generation))) return;
    const lease = await catalog.acquire(housekeeperId());
    if (lease === null) return;
    await underLease(ports, lease, async (lost) => {
      if (!(await isMissed(generation))) return;
      await backend.verify(generation);
      await backend.upload(generation, {
        onProgress: () => {},
        signal: AbortSignal.any([lost, stopping.signal]),
        async beforeVisible() {
          const { held, holder, token } = await catalog.read();
          if (!held || holder !== lease.holder || token !== lease.token) throw leaseLost();
        },
      });
      log.info(`[index-rebuild] generation ${generation} was not in the artifact store; it is there again`);
    });
  };

  const work = async (): Promise<void> => {
    try {
      await tidy(GRACE_MS);
      if (store.isRemote) await giveBack();
      lastProblem = null;
    } catch (error) {
      const { message } = error as Error;
      if (message !== lastProblem && !stopping.signal.aborted) log.warn(`[index-rebuild] ${message}`);
      lastProblem = message;
    } finally {
      working = null;
    }
  };

  return {
    /** Called regularly. Slow work continues after it has returned. */
    async tick(): Promise<void> {
      const now = clock.now().getTime();
      if (!backend.isElsewhere || working || stopping.signal.aborted || now - lookedAt < EVERY_MS) return;
      lookedAt = now;
      working = work();
    },

    /** Removes maps and copies that nobody has needed for this long. */
    tidy,

    async stop(): Promise<void> {
      stopping.abort();
      await working;
    },
  };
};

export type LocalCopiesService = ReturnType<typeof createLocalCopies>;
