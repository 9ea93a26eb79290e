import type { Run, RunTrigger } from '../../../../shared/contracts';
import {
  noSources,
  runCancelled,
  runInterrupted,
  runNotCancellable,
  taggingNotConfigured,
  IndexRebuildError,
} from '../../domain/errors';
import { generationId } from '../../domain/generation';
import { isFinal } from '../../domain/run';
import { assertCanBecomeLive } from '../../pipeline/stages/check-generation';
import type { FailuresPage, Page } from '../../ports/run-store';
import { createLocalRun } from './local-run';
import { endOrphanedRuns } from './orphaned-runs';
import type { DriftComparison, RunsPorts } from './ports';

type Starter = { trigger: RunTrigger; startedBy: string | null };
export type StartRequest = Starter & {
  kind: 'rebuild' | 'tag';
  allowShrink?: boolean;
  allowDrop?: boolean;
  reason?: string;
};
export type RollbackRequest = Starter & { generation: string; reason?: string };
/** `broken` is the live generation that cannot be served. */
export type RecoveryRequest = { generation: string; broken: string; reason: string };

const doing = ({ kind, status }: Run): string | null => {
  if (isFinal(status)) return null;
  return kind === 'tag' ? 'writing its tags' : 'switching over to the new index';
};

/** Starting, ending, following and listing runs. The lease allows one at a time in the whole cluster. */
export const createRuns = (ports: RunsPorts, drift: DriftComparison) => {
  const { runs } = ports;
  const local = createLocalRun(ports, drift);

  const get = async (id: string): Promise<Run> => {
    const run = await runs.find(id);
    if (run) return run;
    throw new IndexRebuildError('RUN_NOT_FOUND', `There is no run "${id}".`);
  };

  return {
    /**
     * @returns The new run, queued.
     * @throws RUN_IN_PROGRESS with the other run's id, NO_SOURCES, RUN_KIND_UNSUPPORTED or SHUTTING_DOWN.
     */
    async start(request: StartRequest): Promise<Run> {
      const { kind, trigger, startedBy, allowShrink = false, allowDrop = false, reason } = request;
      if (ports.settings.sources.length === 0) throw noSources();
      if (kind === 'tag' && ports.tags === null) throw taggingNotConfigured();
      const details = {
        kind,
        trigger,
        startedBy,
        reason,
        ...(kind === 'rebuild' && { allowShrink, allowDrop }),
      };
      // A tag run's partial build is named like a generation, but is never sealed.
      return local.begin(details, ({ token }) => ({
        generation: generationId(token, ports.newNonce()),
        allowShrink,
        allowDrop,
        replaces: null,
      }));
    },

    /**
     * Makes an earlier generation live. @returns The new run, queued.
     * @throws GENERATION_NOT_FOUND, GENERATION_ALREADY_LIVE, RUN_IN_PROGRESS or SHUTTING_DOWN.
     */
    async rollBack({ generation, trigger, startedBy, reason }: RollbackRequest): Promise<Run> {
      await assertCanBecomeLive(ports, generation);
      const details = { kind: 'rollback', trigger, startedBy, reason: reason || undefined } as const;
      return local.begin(details, () => ({
        generation,
        allowShrink: false,
        allowDrop: false,
        replaces: null,
      }));
    },

    /**
     * Makes an intact generation live in place of one that cannot be served.
     *
     * @returns The new run, queued. @throws RUN_IN_PROGRESS or SHUTTING_DOWN.
     */
    recover({ generation, broken, reason }: RecoveryRequest): Promise<Run> {
      const details = { kind: 'rollback', trigger: 'recovery', startedBy: null, reason } as const;
      return local.begin(details, () => ({
        generation,
        allowShrink: false,
        allowDrop: false,
        replaces: broken,
      }));
    },

    /**
     * Requests the cancellation of a run, whichever process executes it.
     *
     * @throws RUN_NOT_FOUND, or RUN_NOT_CANCELLABLE when it is switching over or has ended.
     */
    async cancel(id: string, by: string): Promise<Run> {
      const accepted = await runs.requestCancel(id, by);
      const run = await get(id);
      if (!accepted && run.cancelledBy === null) throw runNotCancellable(id, doing(run));
      local.stop(id, runCancelled(by));
      return run;
    },

    get,

    list(page: number, pageSize: number): Promise<Page<Run>> {
      return runs.list(page, pageSize);
    },

    /** @throws RUN_NOT_FOUND */
    async failures(id: string, page: number, pageSize: number): Promise<FailuresPage> {
      await get(id);
      return runs.failures(id, page, pageSize);
    },

    /** The run that is active anywhere in the cluster; null when there is none. */
    async findActive(): Promise<Run | null> {
      const [open] = await runs.active();
      return open ? runs.find(open.id) : null;
    },

    endOrphaned: (): Promise<void> => endOrphanedRuns(ports, drift),
    addStageGate: local.addStageGate,
    idle: local.idle,

    /** Starts no run any more, ends this process' own, if there is one, and waits until that is recorded. */
    shutDown: (): Promise<void> => local.shutDown(runInterrupted('Strapi was shut down.')),
  };
};

export type Runs = ReturnType<typeof createRuns>;
