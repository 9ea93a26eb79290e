import type { IndexStatus, RunStatus, StageProgress } from '../../../shared/contracts';

export type Tone = 'neutral' | 'primary' | 'success' | 'danger' | 'warning';

export const STATUS_TONES: Record<IndexStatus, Tone> = {
  idle: 'neutral',
  running: 'primary',
  done: 'success',
  error: 'danger',
};

export const RUN_TONES: Record<RunStatus, Tone> = {
  queued: 'primary',
  running: 'primary',
  promoting: 'primary',
  completed: 'success',
  failed: 'danger',
  cancelled: 'neutral',
  interrupted: 'warning',
};

/** Percent done of a stage, 0 to 100; null while its size is not known. */
export const percentOf = ({ state, done, total }: StageProgress): number | null => {
  if (state === 'done') return 100;
  if (state === 'pending') return 0;
  if (total === null || total === 0) return null;
  return Math.min(100, Math.floor((done / total) * 100));
};
