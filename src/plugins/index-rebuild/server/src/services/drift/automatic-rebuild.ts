import type { Run } from '../../../../shared/contracts';
import { isRebuildDue, type Failures } from '../../domain/automatic-rebuild';
import { IndexRebuildError } from '../../domain/errors';
import { isFinal } from '../../domain/run';
import type { RunStore } from '../../ports/run-store';
import type { Runs } from '../runs';
import type { DriftPorts } from './ports';

type Ports = Pick<DriftPorts, 'settings' | 'drift' | 'clock' | 'log'> & {
  runs: Pick<RunStore, 'latest' | 'list'>;
};

/** Latest rebuilds that are checked for failures. */
const LATEST = 30;

/**
 * Changes after this time are new to the latest run. What a rebuild saw and left as it is
 * cannot be cleared by another, and a rollback was intended.
 */
const baselineOf = ({ kind, startedAt, finishedAt }: Run): Date =>
  new Date(kind === 'rollback' ? (finishedAt ?? startedAt) : startedAt);

const failuresIn = (rebuilds: readonly Run[]): Failures => {
  const completed = rebuilds.findIndex(({ status }) => status === 'completed');
  const failed = completed < 0 ? rebuilds : rebuilds.slice(0, completed);
  const [latest] = failed;
  return { inARow: failed.length, lastEndedAt: latest?.finishedAt ? new Date(latest.finishedAt) : null };
};

/** Rebuilds when content has changed enough, if `drift.rebuild` says so. It takes the lease like any other run. */
export const createAutomaticRebuild = (ports: Ports, service: Pick<Runs, 'start'>) => {
  const { settings, drift, runs, clock, log } = ports;

  const isDue = async (): Promise<boolean> => {
    const { rebuild: rule } = settings.drift;
    if (rule === null) return false;
    const { generation, records } = await drift.state();
    if (generation === null) return false;
    const latest = await runs.latest({ kinds: ['rebuild', 'rollback'], status: 'completed' });
    const open = await drift.openSince(latest ? baselineOf(latest) : new Date(0));
    if (open.count === 0) return false;
    const rebuilds = (await runs.list(1, LATEST)).items.filter(({ kind }) => kind === 'rebuild');
    if (rebuilds.some(({ status }) => !isFinal(status))) return false;
    return isRebuildDue(rule, open, records, failuresIn(rebuilds), clock.now());
  };

  return {
    /** Starts a rebuild if one is due. */
    async tick(): Promise<void> {
      if (!(await isDue())) return;
      try {
        const { id } = await service.start({ kind: 'rebuild', trigger: 'drift', startedBy: null });
        log.info(`[index-rebuild] run ${id} started because content has changed`);
      } catch (error) {
        // The run that holds the lease clears the drift, or the rebuild stays due.
        if (!(error instanceof IndexRebuildError) || error.code !== 'RUN_IN_PROGRESS') throw error;
      }
    },
  };
};

export type AutomaticRebuild = ReturnType<typeof createAutomaticRebuild>;
