import type { RunStatus, StageName, StageProgress } from '../../../shared/contracts';

/**
 * The only moves that a run can make; ARCHITECTURE.md draws them. From `promoting` on, a run can no
 * longer be cancelled: the pointer may already have moved.
 */
const TRANSITIONS: Record<RunStatus, readonly RunStatus[]> = {
  queued: ['running', 'failed', 'cancelled', 'interrupted'],
  running: ['promoting', 'failed', 'cancelled', 'interrupted'],
  promoting: ['completed', 'failed', 'interrupted'],
  completed: [],
  failed: [],
  cancelled: [],
  interrupted: [],
};

export const isFinal = (status: RunStatus): boolean => TRANSITIONS[status].length === 0;

export const ACTIVE_STATUSES = (Object.keys(TRANSITIONS) as RunStatus[]).filter((status) => !isFinal(status));

/** The states from which `to` may be reached, for a conditional UPDATE. */
export const statesBefore = (to: RunStatus): RunStatus[] =>
  (Object.keys(TRANSITIONS) as RunStatus[]).filter((from) => TRANSITIONS[from].includes(to));

/** The states in which a run can be cancelled. */
export const CANCELLABLE: readonly RunStatus[] = statesBefore('cancelled');

export const initialStages = (names: readonly StageName[]): StageProgress[] =>
  names.map((stage) => ({ stage, state: 'pending', done: 0, total: null, secondsLeft: null }));

/** A report from a stage: units done and, once known, the total. */
export type StageReport = { stage: StageName; done: number; total: number | null };

/**
 * The stages after a report: those before the reported one are done, it runs or is done.
 *
 * @param elapsedMs Time since the reported stage began, in milliseconds.
 * The time left is extrapolated linearly, and shown only once a twentieth is done, lest it jump.
 */
export const applyReport = (
  stages: readonly StageProgress[],
  report: StageReport,
  elapsedMs: number
): StageProgress[] => {
  const at = stages.findIndex(({ stage }) => stage === report.stage);
  return stages.map((stage, index) => {
    if (index < at) return { ...stage, state: 'done', secondsLeft: null };
    if (index > at) return stage;
    const finished = report.total !== null && report.done >= report.total;
    const share = report.total ? report.done / report.total : 0;
    const secondsLeft = !finished && share >= 0.05 ? Math.ceil((elapsedMs * (1 / share - 1)) / 1000) : null;
    return {
      ...stage,
      state: finished ? 'done' : 'running',
      done: report.done,
      total: report.total,
      secondsLeft,
    };
  });
};
