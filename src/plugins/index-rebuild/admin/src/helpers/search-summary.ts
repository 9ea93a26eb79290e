import type { RunKind, Status } from '../../../shared/contracts';
import { totalOf } from './drift-display';
import type { Tone } from './run-display';
import type { MessageKey } from './translation';

/** A sentence about search, how serious it is, and the number in it. */
export type Summary = { tone: Tone; key: MessageKey; count: number };

const WORKS_DURING: Record<RunKind, MessageKey> = {
  rebuild: 'overview.rebuilding',
  tag: 'overview.tagging',
  rollback: 'overview.restoring',
};

const WORKS_AFTER: Record<RunKind, MessageKey> = {
  rebuild: 'overview.rebuildFailed',
  tag: 'overview.taggingFailed',
  rollback: 'overview.restoreFailed',
};

const withoutNumber = (tone: Tone, key: MessageKey): Summary => ({ tone, key, count: 0 });

const ofUnavailable = ({ sources, generation, status, error, run }: Status): Summary => {
  if (sources.length === 0) return withoutNumber('danger', 'overview.noSources');
  if (generation === null) {
    return status === 'running' && run?.kind !== 'tag'
      ? withoutNumber('warning', 'overview.firstRebuild')
      : withoutNumber('danger', 'overview.noIndex');
  }
  return withoutNumber('danger', error ? 'overview.unusable' : 'overview.unavailable');
};

/** Search finds changed records beside the index, and hides removed ones: only the rest is missing. */
const ofContent = ({ drift }: Status): Summary => {
  if (!drift) return withoutNumber('success', 'overview.works');
  const isWarning = drift.level === 'warning';
  const missing = drift.added + drift.changed - drift.searchable;
  if (missing > 0) {
    return isWarning
      ? { tone: 'warning', key: 'overview.outOfDate', count: missing }
      : { tone: 'primary', key: 'overview.missing', count: missing };
  }
  const count = totalOf(drift);
  if (count === 0) return withoutNumber('success', 'overview.upToDate');
  return isWarning
    ? { tone: 'warning', key: 'overview.rebuildDue', count }
    : { tone: 'success', key: 'overview.upToDateBeside', count };
};

/** Whether search is all right, in one sentence. */
export const summaryOf = (status: Status): Summary => {
  const { run } = status;
  if (!status.searchAvailable) return ofUnavailable(status);
  if (status.status === 'running' && run) return withoutNumber('primary', WORKS_DURING[run.kind]);
  if (run && (run.status === 'failed' || run.status === 'interrupted')) {
    return withoutNumber('warning', WORKS_AFTER[run.kind]);
  }
  return ofContent(status);
};
