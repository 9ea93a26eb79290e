import { randomUUID } from 'node:crypto';

import type {
  Pagination,
  Run,
  RunDetail,
  RunKind,
  RunTrigger,
} from '../../../shared/contracts';
import type { Container } from '../container';
import { IndexRebuildError } from '../domain/errors';
import type { Lease } from '../domain/lease';
import { isFinal } from '../domain/run';
import { keepLease } from './lease-keeper';
import { conductRebuild, interrupted } from './rebuild';

export type StartRequest = { kind: RunKind; trigger: RunTrigger; startedBy: string | null };

/** A run that has just ended gives its lease back within this time. */
const HANDOVER_TRIES = 40;
const HANDOVER_PAUSE_MS = 50;

type Active = { stop: (reason: IndexRebuildError) => void; done: Promise<void> };

const inProgress = (run: string): IndexRebuildError =>
  new IndexRebuildError(
    'RUN_IN_PROGRESS',
    `Run ${run} is still active. Wait until it has ended, then start again.`,
    { run }
  );

/** Starting, following and listing runs. One at a time in the whole cluster: the lease decides. */
export const createRuns = (container: Container) => {
  const { catalog, runs, timings, log } = container;
  let active: Active | null = null;

  const acquire = async (id: string): Promise<Lease> => {
    for (let tries = 0; ; tries += 1) {
      const lease = await catalog.acquire(id);
      if (lease) return lease;
      const { holder } = await catalog.read();
      if (holder === null) continue;
      const holding = await runs.find(holder);
      const leaving = holding !== null && isFinal(holding.status);
      if (!leaving || tries >= HANDOVER_TRIES) throw inProgress(holder);
      await new Promise((resolve) => setTimeout(resolve, HANDOVER_PAUSE_MS));
    }
  };

  const conduct = async (lease: Lease, abort: AbortController): Promise<void> => {
    const lost = (): void =>
      abort.abort(
        new IndexRebuildError(
          'LEASE_LOST',
          'This process lost the right to run, because the database did not answer in time or another process took over. The present index stays live; start the rebuild again.'
        )
      );
    const stopKeeping = keepLease(catalog, lease, timings, lost);
    try {
      await conductRebuild(container, lease, abort.signal);
    } catch (error) {
      log.error(`[index-rebuild] run ${lease.holder} could not be ended: ${(error as Error).message}`);
    } finally {
      stopKeeping();
      await catalog.release(lease).catch((error: Error) =>
        log.error(`[index-rebuild] the lease could not be released: ${error.message}`)
      );
    }
  };

  return {
    /** @returns The new run, queued. @throws RUN_IN_PROGRESS with the other run's id. */
    async start({ kind, trigger, startedBy }: StartRequest): Promise<Run> {
      if (kind !== 'rebuild') {
        throw new IndexRebuildError(
          'RUN_KIND_UNSUPPORTED',
          `Runs of kind "${kind}" do not exist yet. Use "rebuild".`
        );
      }
      const lease = await acquire(randomUUID());
      const { holder: id, token } = lease;
      const run = await runs.create({ id, kind, trigger, startedBy, token }).catch(async (error) => {
        await catalog.release(lease);
        throw error;
      });
      const abort = new AbortController();
      const done = conduct(lease, abort).finally(() => {
        active = null;
      });
      active = { stop: (reason) => abort.abort(reason), done };
      return run;
    },

    /** @throws RUN_NOT_FOUND */
    async get(id: string): Promise<RunDetail> {
      const run = await runs.find(id);
      if (run) return run;
      throw new IndexRebuildError('RUN_NOT_FOUND', `There is no run "${id}".`);
    },

    list(page: number, pageSize: number): Promise<{ runs: Run[]; pagination: Pagination }> {
      return runs.list(page, pageSize);
    },

    /** Ends runs whose process is gone: their lease has expired or is another's. */
    async interruptLost(): Promise<void> {
      // The runs first: a run that starts in between is not among them and cannot be mistaken.
      const open = await runs.active();
      if (open.length === 0) return;
      const { held, holder } = await catalog.read();
      const lost = open.filter(({ id }) => !(held && id === holder));
      for (const run of lost) {
        const error = interrupted('the process that conducted it is gone.').toPlain();
        await runs.move(run, 'interrupted', { error }).catch(() => {
          // It reached its end in this very moment.
        });
      }
    },

    /** Ends this process' own run, if there is one, and waits until that is written. */
    async shutDown(): Promise<void> {
      active?.stop(interrupted('Strapi was shut down.'));
      await active?.done;
    },
  };
};

export type Runs = ReturnType<typeof createRuns>;
