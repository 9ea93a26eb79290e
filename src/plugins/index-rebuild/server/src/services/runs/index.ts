import type { Run, RunFailure, RunTrigger } from '../../../../shared/contracts';
import type { Container } from '../../container';
import { IndexRebuildError, runCancelled } from '../../domain/errors';
import type { Lease } from '../../domain/lease';
import { isFinal } from '../../domain/run';
import type { NewRun, Page } from '../../ports/run-store';
import { HOUSEKEEPER } from '../housekeeping';
import { keepLease } from '../lease-keeper';
import { watchCancel } from './cancel-watch';
import { executeRun } from './execute-run';
import { endOrphanedRuns, interrupted } from './orphaned-runs';
import { rebuildWork } from './rebuild';
import { assertCanBecomeLive, rollbackWork } from './rollback';
import { assertTagging, tagWork } from './tag';
import type { Drift, RunWork } from './tools';

type Starter = { trigger: RunTrigger; startedBy: string | null };
export type StartRequest = Starter & { kind: 'rebuild' | 'tag'; allowShrink?: boolean };
export type RollbackRequest = Starter & { generation: string; reason?: string };

/** A run that has just ended gives its lease back within this time. */
const HANDOVER_TRIES = 40;
const HANDOVER_PAUSE_MS = 50;

type Active = { id: string; stop: (reason: IndexRebuildError) => void; done: Promise<void> };

const inProgress = (run: string): IndexRebuildError =>
  new IndexRebuildError(
    'RUN_IN_PROGRESS',
    `Run ${run} is still active. Wait until it has ended, then start again.`,
    { run }
  );

const tooLate = ({ id, kind, status }: Run): IndexRebuildError => {
  const doing = kind === 'tag' ? 'writing its tags' : 'switching over to the new index';
  return new IndexRebuildError(
    'RUN_NOT_CANCELLABLE',
    isFinal(status)
      ? `Run ${id} has ended already.`
      : `Run ${id} is ${doing} already and will be complete in a moment.`
  );
};

const leaseLost = (): IndexRebuildError =>
  new IndexRebuildError(
    'LEASE_LOST',
    'This process lost the right to run, because the database did not answer in time or another process took over. The current index stays live; start the rebuild again.'
  );

/** Starting, ending, following and listing runs. One at a time in the whole cluster: the lease decides. */
export const createRuns = (container: Container, drift: Drift) => {
  const { catalog, runs, timings, log } = container;
  let active: Active | null = null;

  const isLeaving = async (holder: string): Promise<boolean> => {
    if (holder.startsWith(HOUSEKEEPER)) return true;
    const holding = await runs.find(holder);
    return holding !== null && isFinal(holding.status);
  };

  const acquire = async (id: string): Promise<Lease> => {
    for (let tries = 0; ; tries += 1) {
      const lease = await catalog.acquire(id);
      if (lease) return lease;
      const { holder } = await catalog.read();
      if (holder === null) continue;
      if (tries >= HANDOVER_TRIES || !(await isLeaving(holder))) throw inProgress(holder);
      await new Promise((resolve) => setTimeout(resolve, HANDOVER_PAUSE_MS));
    }
  };

  /** Conducts the work while the lease is renewed and a request to cancel is watched for. */
  const keepAndConduct = async (lease: Lease, work: RunWork, abort: AbortController): Promise<void> => {
    const stopKeeping = keepLease(catalog, lease, timings, () => abort.abort(leaseLost()));
    const stopWatching = watchCancel(runs, lease.holder, (by) => abort.abort(runCancelled(by)));
    try {
      await executeRun(container, drift, lease, work, abort.signal);
    } catch (error) {
      log.error(`[index-rebuild] run ${lease.holder} could not be ended: ${(error as Error).message}`);
    } finally {
      stopWatching();
      stopKeeping();
      await catalog
        .release(lease)
        .catch((error: Error) =>
          log.error(`[index-rebuild] the lease could not be released: ${error.message}`)
        );
    }
  };

  const begin = async (
    details: Omit<NewRun, 'id' | 'token'>,
    makeWork: (lease: Lease) => RunWork
  ): Promise<Run> => {
    const lease = await acquire(container.newId());
    const { holder: id, token } = lease;
    const run = await runs.create({ ...details, id, token }).catch(async (error) => {
      await catalog.release(lease);
      throw error;
    });
    const abort = new AbortController();
    const done = keepAndConduct(lease, makeWork(lease), abort).finally(() => {
      active = null;
    });
    active = { id, stop: (reason) => abort.abort(reason), done };
    return run;
  };

  const get = async (id: string): Promise<Run> => {
    const run = await runs.find(id);
    if (run) return run;
    throw new IndexRebuildError('RUN_NOT_FOUND', `There is no run "${id}".`);
  };

  return {
    /**
     * @returns The new run, queued.
     * @throws RUN_IN_PROGRESS with the other run's id, or RUN_KIND_UNSUPPORTED.
     */
    async start({ kind, trigger, startedBy, allowShrink = false }: StartRequest): Promise<Run> {
      if (kind === 'tag') {
        assertTagging(container);
        return begin({ kind, trigger, startedBy }, (lease) => tagWork(container, lease));
      }
      return begin({ kind, trigger, startedBy, allowShrink }, (lease) =>
        rebuildWork(container, lease, allowShrink)
      );
    },

    /**
     * Makes an earlier generation live. @returns The new run, queued.
     * @throws GENERATION_NOT_FOUND, GENERATION_ALREADY_LIVE or RUN_IN_PROGRESS.
     */
    async rollBack({ generation, trigger, startedBy, reason }: RollbackRequest): Promise<Run> {
      await assertCanBecomeLive(container, generation);
      const details = { kind: 'rollback' as const, trigger, startedBy, reason: reason || undefined };
      return begin(details, () => rollbackWork(generation));
    },

    /**
     * Asks for a run's end, whichever process conducts it.
     *
     * @throws RUN_NOT_FOUND, or RUN_NOT_CANCELLABLE when it is switching over or has ended.
     */
    async cancel(id: string, by: string): Promise<Run> {
      const accepted = await runs.requestCancel(id, by);
      const run = await get(id);
      if (!accepted && run.cancelledBy === null) throw tooLate(run);
      if (active?.id === id) active.stop(runCancelled(by));
      return run;
    },

    get,

    list(page: number, pageSize: number): Promise<Page<Run>> {
      return runs.list(page, pageSize);
    },

    /** @throws RUN_NOT_FOUND */
    async failures(id: string, page: number, pageSize: number): Promise<Page<RunFailure>> {
      await get(id);
      return runs.failures(id, page, pageSize);
    },

    /** The run that is active anywhere in the cluster; null when there is none. */
    async findActive(): Promise<Run | null> {
      const [open] = await runs.active();
      return open ? runs.find(open.id) : null;
    },

    endOrphaned: (): Promise<void> => endOrphanedRuns(container, drift),

    /** Ends this process' own run, if there is one, and waits until that is written. */
    async shutDown(): Promise<void> {
      active?.stop(interrupted('Strapi was shut down.'));
      await active?.done;
    },

    /** Resolves when this process conducts no run any more. */
    async idle(): Promise<void> {
      await active?.done;
    },
  };
};

export type Runs = ReturnType<typeof createRuns>;
