import type { Run, RunKind, RunStatus, StageProgress, Status } from '../../../shared/contracts';
import type { MessageKey } from './translation';

export type Tone = 'neutral' | 'primary' | 'success' | 'danger' | 'warning';

const RUN_TONES: Record<RunStatus, Tone> = {
  queued: 'primary',
  running: 'primary',
  promoting: 'primary',
  completed: 'success',
  failed: 'danger',
  cancelled: 'neutral',
  interrupted: 'warning',
};

/** What an active run of each kind is doing. */
export const RUNNING_KEYS: Record<RunKind, MessageKey> = {
  rebuild: 'status.running',
  tag: 'running.tag',
  rollback: 'running.rollback',
};

/** Stages by the name that the server gives them. */
const STAGE_KEYS = new Map<string, MessageKey>([
  ['preflight', 'stage.preflight'],
  ['snapshot', 'stage.snapshot'],
  ['tag', 'stage.tag'],
  ['embed', 'stage.embed'],
  ['build', 'stage.build'],
  ['verify', 'stage.verify'],
  ['upload', 'stage.upload'],
  ['swap', 'stage.swap'],
  ['write-tags', 'stage.writeTags'],
  ['retire', 'stage.retire'],
  ['compare', 'stage.compare'],
]);

/** The label of a stage. A page from before an update can meet a stage that it does not know. */
export const stageKey = (stage: string): MessageKey => STAGE_KEYS.get(stage) ?? 'stage.other';

type Badge = { tone: Tone; key: MessageKey };

/** A run's state as a badge shows it, including whether there were warnings. */
export const runBadge = ({ status, warning }: Run): Badge =>
  status === 'completed' && warning
    ? { tone: 'warning', key: 'run.completedWithWarnings' }
    : { tone: RUN_TONES[status], key: `run.${status}` };

/** The same of the latest run, in the words of the overview: nothing is "Completed" before the first one. */
export const latestRunBadge = ({ status, run }: Pick<Status, 'status' | 'run'>): Badge => {
  if (!run) return { tone: 'neutral', key: 'status.idle' };
  if (status === 'running') return { tone: 'primary', key: RUNNING_KEYS[run.kind] };
  if (run.status === 'failed' || run.status === 'interrupted') return { tone: 'danger', key: 'status.error' };
  return run.status === 'completed' && !run.warning ? { tone: 'success', key: 'status.done' } : runBadge(run);
};

/** Once a run switches over it can no longer be cancelled. */
export const canCancel = (run: Run): boolean => run.status === 'queued' || run.status === 'running';

/** Percent done of a stage, 0 to 100; null while its size is not known. */
export const percentOf = ({ state, done, total }: StageProgress): number | null => {
  if (state === 'done') return 100;
  if (state === 'pending') return 0;
  if (total === null || total === 0) return null;
  return Math.min(100, Math.floor((done / total) * 100));
};

/** How much of a run each stage takes, roughly: embedding takes the most. */
const WEIGHTS = new Map<string, number>([
  ['snapshot', 10],
  ['tag', 10],
  ['embed', 50],
  ['build', 10],
  ['verify', 10],
  ['swap', 5],
  ['compare', 5],
]);

const weightOf = ({ stage }: StageProgress): number => WEIGHTS.get(stage) ?? 1;

/** Percent done of a whole run, 0 to 100. */
export const overallPercent = (stages: readonly StageProgress[]): number => {
  const total = stages.reduce((sum, stage) => sum + weightOf(stage), 0);
  const done = stages.reduce((sum, stage) => sum + weightOf(stage) * (percentOf(stage) ?? 0), 0);
  return total === 0 ? 0 : Math.floor(done / total);
};
