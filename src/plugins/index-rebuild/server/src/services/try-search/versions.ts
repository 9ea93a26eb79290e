import type { Timeouts } from '../../config/timeouts';
import type { EmbedderChoice } from '../../ports/embedder';
import { searcherMemory } from '../../domain/estimate';
import {
  generationNotKept,
  generationNotOpened,
  hasCode,
  noMemoryToOpen,
  toIndexRebuildError,
} from '../../domain/errors';
import { settledWithin } from '../../lib/settled-within';
import type { Catalog } from '../../ports/catalog';
import type { GenerationStore } from '../../ports/generation-store';
import type { SearchBackend } from '../../ports/search-backend';
import type { Searcher } from '../../ports/searcher';
import { keptGenerations } from '../kept-generations';
import type { LiveIndex } from '../live';
import { probe } from '../live/probe';

/** How long a version stays open after its last use. */
const KEPT_MS = 5 * 60_000;
/** How long a run or a shutdown waits until it is closed. */
const REST_LIMIT_MS = 3_000;
/** With less memory than this left, it is closed at once. */
const MIN_FREE_BYTES = 200 * 1024 * 1024;

export type VersionsPorts = {
  backend: Pick<SearchBackend, 'open' | 'holds'>;
  catalog: Pick<Catalog, 'read'>;
  generations: Pick<GenerationStore, 'complete'>;
  live: Pick<LiveIndex, 'use' | 'generation'>;
  freeMemory(): Promise<number>;
  embedder: EmbedderChoice['kind'];
  timeouts: Pick<Timeouts, 'firstQueryMs'>;
  /** Milliseconds of a clock that never goes back. */
  now(): number;
  log: { info(message: string): void; warn(message: string): void };
};

type Work<T> = (searcher: Searcher) => Promise<T>;

type Open = { searcher: Searcher; usedAt: number };

/**
 * Searchers for trying search: the live one, and at most one more, over an earlier version. That one is opened
 * when it is first asked for, has low priority, and is closed when nobody has used it for some minutes.
 */
export const createVersions = (ports: VersionsPorts) => {
  const { backend, catalog, generations, live, freeMemory, now, log } = ports;
  let open: Open | null = null;
  let tail: Promise<unknown> = Promise.resolve();
  let closed = false;

  const oneAtATime = <T>(work: () => Promise<T>): Promise<T> => {
    const result = tail.then(work);
    tail = result.catch(() => {});
    return result;
  };

  const kept = () => keptGenerations({ generations, backend });

  const isLive = async (version: string): Promise<boolean> =>
    version === live.generation || version === (await catalog.read()).liveGeneration;

  const shut = async (): Promise<void> => {
    const before = open;
    open = null;
    await before?.searcher.drain();
  };

  const assertMemory = async (bytes: number): Promise<void> => {
    const [needed, free] = [searcherMemory(bytes, ports.embedder), await freeMemory()];
    if (free < needed) throw noMemoryToOpen(needed, free);
  };

  const start = async (version: string): Promise<Searcher> => {
    const searcher = await backend.open(version, { beside: false, lowPriority: true });
    // It also makes the first query, which is the slowest, before anybody waits for one.
    const failure = await probe(searcher, ports.timeouts.firstQueryMs);
    if (!failure || failure.code === 'EMBEDDER_UNAVAILABLE') return searcher;
    await searcher.drain();
    throw failure;
  };

  const openVersion = async (version: string): Promise<Open> => {
    const found = (await kept()).find(({ row }) => row.name === version);
    if (!found) throw generationNotKept(version);
    if (found.problem) throw found.problem;
    const { row } = found;
    await shut();
    await assertMemory(row.bytes);
    const searcher = await start(version).catch((error) => {
      throw generationNotOpened(version, toIndexRebuildError(error, 'GENERATION_CORRUPT').message);
    });
    log.info(`[index-rebuild] generation ${version} is open for trying search`);
    const current = { searcher, usedAt: now() };
    void searcher.ended.then(() => {
      if (open === current) open = null;
    });
    return current;
  };

  const opened = async (version: string): Promise<Open> => {
    if (closed) throw generationNotOpened(version, 'Strapi is shutting down.');
    open = open?.searcher.generation === version ? open : await openVersion(version);
    open.usedAt = now();
    return open;
  };

  const useEarlier = async <T>(version: string, work: Work<T>, isLast = false): Promise<T> => {
    // In an object, so that the next in line does not wait for the answer but only for the searcher.
    const { searcher, answer } = await oneAtATime(async () => {
      const { searcher: current } = await opened(version);
      return { searcher: current, answer: current.use(work) };
    });
    try {
      return await answer;
    } catch (error) {
      if (!hasCode(error, 'SEARCHER_DIED')) throw error;
      if (isLast) throw generationNotOpened(version, 'Its process ended.');
      // Its end is noticed here before another one is opened.
      await searcher.ended;
      return useEarlier(version, work, true);
    }
  };

  /** Whether the version that is open has to be closed: unused, removed, live by now, or memory is short. */
  const isDue = async ({ searcher: { generation }, usedAt }: Open): Promise<boolean> =>
    now() - usedAt > KEPT_MS ||
    (await freeMemory()) < MIN_FREE_BYTES ||
    (await isLive(generation)) ||
    !(await generations.complete()).some(({ name }) => name === generation);

  // One that is still loading does not hold up whoever asks for this.
  const rest = async (): Promise<void> => {
    await settledWithin(oneAtATime(shut), REST_LIMIT_MS);
  };

  return {
    /** Complete generations, latest first; some of them may be out of reach now. */
    kept,

    /**
     * Runs `work` on the version's searcher.
     *
     * @param version The live one when left out.
     * @throws GENERATION_NOT_FOUND, GENERATION_NOT_OPENED, INSUFFICIENT_MEMORY, and what live search throws.
     */
    async use<T>(version: string | undefined, work: Work<T>): Promise<T> {
      if (version === undefined || (await isLive(version))) return live.use(work);
      return useEarlier(version, work);
    },

    /** Called regularly. */
    async tick(): Promise<void> {
      const current = open;
      // Nobody waits until its last query is answered.
      if (current && (await isDue(current)) && open === current) void rest();
    },

    /** Closes the earlier version until it is asked for again. */
    rest,

    async close(): Promise<void> {
      closed = true;
      await rest();
    },
  };
};

export type Versions = ReturnType<typeof createVersions>;
