import type { Run, RunKind, RunStatus } from '../../../shared/contracts';
import type { MessageKey } from './translation';

export type RunEnd = { type: 'success' | 'warning' | 'danger' | 'info'; keys: MessageKey[] };

type Outcome = 'completed' | 'failed' | 'cancelled';

const SENTENCES: Record<RunKind, Record<Outcome, MessageKey>> = {
  rebuild: { completed: 'rebuild.done', failed: 'rebuild.failed', cancelled: 'rebuild.cancelled' },
  tag: { completed: 'tag.done', failed: 'tag.failed', cancelled: 'tag.cancelled' },
  rollback: { completed: 'rollback.done', failed: 'rollback.failed', cancelled: 'rollback.cancelled' },
};

const outcomeOf = (status: RunStatus): Outcome =>
  status === 'completed' || status === 'cancelled' ? status : 'failed';

/**
 * What to tell whoever watched a run end: the sentences, and how serious they are. A run that changed
 * nothing is told with what search does now.
 */
export const runEnd = (run: Run, searchAvailable: boolean): RunEnd => {
  const outcome = outcomeOf(run.status);
  const sentence = SENTENCES[run.kind][outcome];
  if (outcome === 'completed') {
    return run.warning
      ? { type: 'warning', keys: [sentence, 'end.warning'] }
      : { type: 'success', keys: [sentence] };
  }
  return {
    type: outcome === 'failed' ? 'danger' : 'info',
    keys: [sentence, searchAvailable ? 'end.unchanged' : 'end.noSearch'],
  };
};
