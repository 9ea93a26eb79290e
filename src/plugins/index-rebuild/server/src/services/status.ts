import type { ErrorInfo, IndexStatus, Run, Status } from '../../../shared/contracts';
import type { Container } from '../container';
import type { IndexRebuildError } from '../domain/errors';
import { isFinal } from '../domain/run';

const info = (error: IndexRebuildError | null): ErrorInfo | null =>
  error && { code: error.code, message: error.message };

/** The four states that editors know, from the latest run and from what is served. */
const stateOf = (latest: Run | null, completed: Run | null, problem: unknown): IndexStatus => {
  if (latest && !isFinal(latest.status)) return 'running';
  if (problem) return 'error';
  if (latest?.status === 'failed' || latest?.status === 'interrupted') return 'error';
  return completed ? 'done' : 'idle';
};

/** What the status card shows. */
export const createStatus = ({ catalog, runs, live }: Container) => ({
  async get(): Promise<Status> {
    const [latest, completed, { liveGeneration }] = await Promise.all([
      runs.latest({ kind: 'rebuild' }),
      runs.latest({ kind: 'rebuild', status: 'completed' }),
      catalog.read(),
    ]);
    const problem = liveGeneration === null ? null : info(live.problem);
    const status = stateOf(latest, completed, problem);
    return {
      status,
      run: latest,
      startedAt: latest?.startedAt ?? null,
      lastRebuildAt: completed?.finishedAt ?? null,
      expertCountAtRebuild: completed
        ? completed.records.embedded + completed.records.reused
        : null,
      error: status === 'error' ? (problem ?? latest?.error ?? null) : null,
      generation: liveGeneration,
      searchAvailable: live.generation !== null,
    };
  },
});

export type StatusService = ReturnType<typeof createStatus>;
