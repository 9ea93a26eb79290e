import type { Run, RunKind, RunStatus } from '../../../shared/contracts';
import type { MessageKey } from './translation';

export type RunEnd = {
  type: 'success' | 'warning' | 'danger' | 'info';
  keys: MessageKey[];
  values: { count: number };
};

type Outcome = 'completed' | 'failed' | 'cancelled';

const SENTENCES: Record<RunKind, Record<Outcome, MessageKey>> = {
  rebuild: { completed: 'rebuild.done', failed: 'rebuild.failed', cancelled: 'rebuild.cancelled' },
  tag: { completed: 'tag.done', failed: 'tag.failed', cancelled: 'tag.cancelled' },
  rollback: { completed: 'rollback.done', failed: 'rollback.failed', cancelled: 'rollback.cancelled' },
};

const outcomeOf = (status: RunStatus): Outcome =>
  status === 'completed' || status === 'cancelled' ? status : 'failed';

/** What search does after a run of this kind that changed nothing. */
const unchangedKey = (kind: RunKind, searchAvailable: boolean): MessageKey => {
  if (!searchAvailable) return 'end.noSearch';
  return kind === 'tag' ? 'end.unchangedByTags' : 'end.unchanged';
};

/**
 * What to tell a user who watched a run end: the sentences and how serious they are. After a run that
 * changed nothing they include what search does now.
 */
export const runEnd = (run: Run, searchAvailable: boolean): RunEnd => {
  const outcome = outcomeOf(run.status);
  const sentence = SENTENCES[run.kind][outcome];
  const values = { count: run.records.tagged };
  if (outcome === 'completed') {
    return run.warning
      ? { type: 'warning', keys: [sentence, 'end.warning'], values }
      : { type: 'success', keys: [sentence], values };
  }
  return {
    type: outcome === 'failed' ? 'danger' : 'info',
    keys: [sentence, unchangedKey(run.kind, searchAvailable)],
    values,
  };
};
