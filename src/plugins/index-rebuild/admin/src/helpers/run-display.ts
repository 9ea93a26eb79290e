import type { IndexStatus, Run, RunKind, RunStatus, StageProgress, Status } from '../../../shared/contracts';
import type { MessageKey } from './translation';

export type Tone = 'neutral' | 'primary' | 'success' | 'danger' | 'warning';

export const STATUS_TONES: Record<IndexStatus, Tone> = {
  idle: 'neutral',
  running: 'primary',
  done: 'success',
  error: 'danger',
};

const RUN_TONES: Record<RunStatus, Tone> = {
  queued: 'primary',
  running: 'primary',
  promoting: 'primary',
  completed: 'success',
  failed: 'danger',
  cancelled: 'neutral',
  interrupted: 'warning',
};

const RUNNING_KEYS: Record<RunKind, MessageKey> = {
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
  ['swap', 'stage.swap'],
  ['write-tags', 'stage.writeTags'],
  ['retire', 'stage.retire'],
  ['compare', 'stage.compare'],
]);

/** The label of a stage. A page from before an update can meet a stage that it does not know. */
export const stageKey = (stage: string): MessageKey => STAGE_KEYS.get(stage) ?? 'stage.other';

/** What the page calls the state of the index; while a run is active, its kind says what is going on. */
export const statusKey = ({ status, run }: Pick<Status, 'status' | 'run'>): MessageKey =>
  status === 'running' && run ? RUNNING_KEYS[run.kind] : `status.${status}`;

/** A run's state as a badge shows it, including whether there were warnings. */
export const runBadge = ({ status, warning }: Run): { tone: Tone; key: MessageKey } =>
  status === 'completed' && warning
    ? { tone: 'warning', key: 'run.completedWithWarnings' }
    : { tone: RUN_TONES[status], key: `run.${status}` };

/** Once a run switches over it can no longer be cancelled. */
export const canCancel = (run: Run): boolean => run.status === 'queued' || run.status === 'running';

/** Percent done of a stage, 0 to 100; null while its size is not known. */
export const percentOf = ({ state, done, total }: StageProgress): number | null => {
  if (state === 'done') return 100;
  if (state === 'pending') return 0;
  if (total === null || total === 0) return null;
  return Math.min(100, Math.floor((done / total) * 100));
};
