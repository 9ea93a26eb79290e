import type { RunStatus } from '../../../../shared/contracts';
import { isFinal } from '../../domain/run';
import type { Log } from '../../ports/log';
import type { Metrics } from '../../ports/metrics';
import type { RunStore } from '../../ports/run-store';
import { EVENTS, type Announce, type EventName } from '../events';

const END_EVENTS: Partial<Record<RunStatus, EventName>> = {
  completed: EVENTS.runCompleted,
  failed: EVENTS.runFailed,
  cancelled: EVENTS.runCancelled,
  interrupted: EVENTS.runInterrupted,
};

type Listeners = { announce: Announce; metrics: Pick<Metrics, 'runEnded'>; log: Pick<Log, 'warn'> };

/**
 * The same store, which tells others of each run that starts, is to be cancelled, or ends. A run ends by one
 * conditional write, so exactly one process of the cluster tells.
 */
export const announcedRuns = (runs: RunStore, { announce, metrics, log }: Listeners): RunStore => {
  const tellEnd = async (id: string, status: RunStatus): Promise<void> => {
    const run = await runs.find(id);
    const event = END_EVENTS[status];
    if (!run || !event) return;
    metrics.runEnded(run.kind, status, (run.durationMs ?? 0) / 1000);
    announce(event, { run });
  };

  return {
    ...runs,

    async create(details) {
      const run = await runs.create(details);
      announce(EVENTS.runStarted, { run });
      return run;
    },

    async move(ref, to, patch) {
      await runs.move(ref, to, patch);
      if (!isFinal(to)) return;
      await tellEnd(ref.id, to).catch((error: Error) =>
        log.warn(`[index-rebuild] the end of run ${ref.id} could not be announced: ${error.message}`)
      );
    },

    async requestCancel(id, by) {
      const accepted = await runs.requestCancel(id, by);
      const run = accepted ? await runs.find(id) : null;
      if (run) announce(EVENTS.runCancelRequested, { run });
      return accepted;
    },
  };
};
