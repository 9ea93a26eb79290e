import type { IndexMap, MapPlace } from '../../../../shared/contracts';
import type { IndexRebuildError } from '../../domain/errors';
import type { Projection } from '../../domain/projection/projection';
import { settledWithin } from '../../lib/settled-within';
import type { Catalog } from '../../ports/catalog';
import type { DriftStore } from '../../ports/drift-store';
import type { GenerationStore } from '../../ports/generation-store';
import type { Projector } from '../../ports/projector';
import type { LiveIndex } from '../live';
import type { Search } from '../search';
import { driftKinds } from './drift-kinds';
import { placeOf } from './place';
import { shownMap, type IsReadable, type MapSource, type Viewer } from './shown';
import { startWork, type Work } from './work';

/** A map that was kept is there after this; one that has to be computed is asked for again. */
const WAIT_MS = 500;

/** Hits that a query is placed by. */
const HITS = 20;

export type MapPorts = {
  projector: Projector;
  catalog: Pick<Catalog, 'read'>;
  generations: Pick<GenerationStore, 'complete'>;
  drift: Pick<DriftStore, 'state' | 'pages'>;
  live: Pick<LiveIndex, 'generation'>;
  settings: { sources: readonly MapSource[] };
};

/**
 * The map of the live generation: computed when it is first asked for, one at a time, kept in memory until
 * the next swap and beside the generation's files until that is removed.
 */
export const createMap = (ports: MapPorts, search: Pick<Search, 'nearest'>) => {
  const { projector, catalog, generations, live, settings } = ports;
  let current: Projection | null = null;
  let work: Work | null = null;
  /** Told to whoever asks next; the request after that tries again. */
  let failure: IndexRebuildError | null = null;
  let closed = false;

  const liveGeneration = async (): Promise<string | null> =>
    live.generation ?? (await catalog.read()).liveGeneration;

  const earlierThan = async (generation: string): Promise<string[]> =>
    (await generations.complete()).map(({ name }) => name).filter((name) => name !== generation);

  const start = (generation: string): Work => {
    const started = startWork(projector, generation, () => earlierThan(generation));
    void started.outcome.then((outcome) => {
      if (work !== started) return;
      work = null;
      if ('keys' in outcome) current = outcome;
      else failure = outcome;
    });
    return started;
  };

  /** Forgets the map of any other generation. */
  const keepOnly = (generation: string | null): void => {
    if (current?.generation !== generation) current = null;
    if (work === null || work.generation === generation) return;
    const outdated = work;
    work = null;
    failure = null;
    void outdated.stop();
  };

  const refusal = (): IndexRebuildError | null => {
    const error = failure;
    failure = null;
    return error;
  };

  /** Starts on the map unless that was done, and waits a moment for it. */
  const advance = async (generation: string): Promise<void> => {
    if (current || closed || failure) return;
    work ??= start(generation);
    await settledWithin(work.outcome, WAIT_MS);
  };

  return {
    keepOnly,

    /** What is in memory; null at first and after each swap. */
    get inMemory(): string | null {
      return current?.generation ?? null;
    },

    /** @throws PROJECTION_FAILED, GENERATION_MISSING or GENERATION_CORRUPT, once for each attempt. */
    async get(viewer: Viewer): Promise<IndexMap> {
      const generation = await liveGeneration();
      keepOnly(generation);
      if (generation === null) return { state: 'empty' };
      await advance(generation);
      const error = refusal();
      if (error) throw error;
      if (!current) return { state: 'computing', progress: work?.progress() ?? 0 };
      const projection = current;
      return shownMap(projection, settings.sources, viewer, await driftKinds(ports.drift, projection));
    },

    /** @throws QUERY_EMPTY, QUERY_TOO_LONG, and what live search throws (503). */
    async place(q: unknown, isReadable: IsReadable): Promise<MapPlace> {
      const { generation, hits } = await search.nearest(q, HITS);
      const readable = hits.filter(({ uid, locale }) => isReadable(uid, locale));
      return placeOf(generation, readable, current?.generation === generation ? current : null);
    },

    async close(): Promise<void> {
      closed = true;
      await work?.stop();
    },
  };
};

export type MapService = ReturnType<typeof createMap>;
