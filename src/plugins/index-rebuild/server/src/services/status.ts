import {
  RUN_KINDS,
  type ErrorInfo,
  type IndexStatus,
  type LastSwap,
  type Run,
  type Status,
} from '../../../shared/contracts';
import type { IndexRebuildError } from '../domain/errors';
import { isFinal } from '../domain/run';
import type { Catalog } from '../ports/catalog';
import type { EmbedderInfo } from '../ports/embedder';
import type { GenerationStore } from '../ports/generation-store';
import type { RunStore } from '../ports/run-store';
import type { DriftService } from './drift';
import type { LiveIndex } from './live';
import type { Replicas } from './replicas';
import type { Schedule } from './schedule';
import type { StorageReport } from './storage-report';

export type StatusPorts = {
  catalog: Pick<Catalog, 'read'>;
  runs: Pick<RunStore, 'latest' | 'find'>;
  generations: Pick<GenerationStore, 'find'>;
  live: Pick<LiveIndex, 'generation' | 'problem'>;
  settings: { tags: object | null; sources: readonly StatusSource[] };
  /** @throws EMBEDDER_UNAVAILABLE */
  embedderInfo(): Promise<EmbedderInfo>;
};

type StatusSource = Status['sources'][number];

const info = (error: IndexRebuildError | null): ErrorInfo | null =>
  error && { code: error.code, message: error.message };

/** The four states that editors see, from the latest run and what is served. */
const stateOf = (latest: Run | null, hasIndex: boolean, problem: unknown): IndexStatus => {
  if (latest && !isFinal(latest.status)) return 'running';
  if (problem) return 'error';
  if (latest?.status === 'failed' || latest?.status === 'interrupted') return 'error';
  return hasIndex ? 'done' : 'idle';
};

/**
 * The run to show. A tag run concerns only tags: once it has completed, it must not hide that
 * the run before it, which would have changed the index, failed.
 */
const shown = (latest: Run | null, latestOfIndex: Run | null): Run | null => {
  if (latest?.kind !== 'tag' || !isFinal(latest.status)) return latest;
  return stateOf(latest, true, null) === 'done' && stateOf(latestOfIndex, true, null) === 'error'
    ? latestOfIndex
    : latest;
};

/** The run that search last switched over in. */
const swapOf = (run: Run | null): LastSwap | null => {
  if (!run?.finishedAt || run.kind === 'tag') return null;
  return { run: run.id, kind: run.kind, at: run.finishedAt, search: run.search };
};

const INDEX_KINDS = ['rebuild', 'rollback'] as const;

/** What the page's overview shows. */
export const createStatus = (
  { catalog, runs, generations, live, settings, embedderInfo }: StatusPorts,
  drift: Pick<DriftService, 'read' | 'overlay'>,
  storage: Pick<StorageReport, 'read'>,
  schedule: Pick<Schedule, 'nextRebuild'>,
  replicas: Pick<Replicas, 'list'>
) => {
  /** When the live generation was completed, and what it holds. */
  const ofLive = async (name: string | null) => {
    const row = name === null ? null : await generations.find(name);
    const run = row && (await runs.find(row.run));
    return {
      lastRebuildAt: run?.finishedAt ?? row?.createdAt.toISOString() ?? null,
      recordsAtRebuild: row?.records ?? null,
    };
  };

  const embedder = (): Promise<Status['embedder']> =>
    embedderInfo().then(
      ({ model, languages }) => ({ model, languages: languages && [...languages] }),
      () => null
    );

  return {
    async get(): Promise<Status> {
      const [newest, newestOfIndex, lastCompleted, { liveGeneration }] = await Promise.all([
        runs.latest({ kinds: RUN_KINDS }),
        runs.latest({ kinds: INDEX_KINDS }),
        runs.latest({ kinds: INDEX_KINDS, status: 'completed' }),
        catalog.read(),
      ]);
      const latest = shown(newest, newestOfIndex);
      const problem = liveGeneration === null ? null : info(live.problem);
      const status = stateOf(latest, liveGeneration !== null, problem);
      return {
        status,
        run: latest,
        startedAt: latest?.startedAt ?? null,
        ...(await ofLive(liveGeneration)),
        lastSwap: swapOf(lastCompleted),
        nextRebuild: schedule.nextRebuild(),
        error: status === 'error' ? (problem ?? latest?.error ?? null) : null,
        generation: liveGeneration,
        searchAvailable: live.generation !== null,
        sources: settings.sources.map(({ uid, label, isSingleType }) => ({ uid, label, isSingleType })),
        embedder: await embedder(),
        tagging: settings.tags !== null,
        drift: liveGeneration === null ? null : await drift.read(),
        overlay: liveGeneration === null ? null : drift.overlay.status(),
        replicas: await replicas.list(liveGeneration),
        storage: await storage.read(),
      };
    },
  };
};

export type StatusService = ReturnType<typeof createStatus>;
