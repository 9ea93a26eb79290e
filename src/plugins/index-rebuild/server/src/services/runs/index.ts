import type { Run, RunTrigger } from '../../../../shared/contracts';
import { IndexRebuildError, runCancelled, runInterrupted } from '../../domain/errors';
import { generationId } from '../../domain/generation';
import type { Lease } from '../../domain/lease';
import { initialStages, isFinal } from '../../domain/run';
import { planOf, stageNames } from '../../pipeline/plans';
import type { RunInput } from '../../pipeline/run-context';
import { assertCanBecomeLive } from '../../pipeline/stages/check-generation';
import type { FailuresPage, NewRun, Page } from '../../ports/run-store';
import { acquireLease } from './acquire-lease';
import { executeRun, type StageGate } from './execute-run';
import { endOrphanedRuns } from './orphaned-runs';
import type { DriftComparison, RunsPorts } from './ports';
import { superviseRun } from './supervise';

type Starter = { trigger: RunTrigger; startedBy: string | null };
export type StartRequest = Starter & { kind: 'rebuild' | 'tag'; allowShrink?: boolean; reason?: string };
export type RollbackRequest = Starter & { generation: string; reason?: string };
/** `broken` is the live generation that cannot be served. */
export type RecoveryRequest = { generation: string; broken: string; reason: string };

/** The run that this process executes. */
type Active = { id: string; stop: (reason: IndexRebuildError) => void; done: Promise<void> };

const tooLate = ({ id, kind, status }: Run): IndexRebuildError => {
  const doing = kind === 'tag' ? 'writing its tags' : 'switching over to the new index';
  return new IndexRebuildError(
    'RUN_NOT_CANCELLABLE',
    isFinal(status)
      ? `Run ${id} has already ended.`
      : `Run ${id} is already ${doing} and will be complete in a moment.`
  );
};

const shuttingDown = (): IndexRebuildError =>
  new IndexRebuildError('SHUTTING_DOWN', 'Strapi is shutting down. Try again when it is back.');

/** @throws RUN_KIND_UNSUPPORTED */
const assertTagging = ({ tags }: RunsPorts): void => {
  if (tags !== null) return;
  throw new IndexRebuildError(
    'RUN_KIND_UNSUPPORTED',
    'Tagging is not configured. Name a taxonomy in config/plugins.ts (tags.taxonomy), then start Strapi again.'
  );
};

/** Starting, ending, following and listing runs. One at a time in the whole cluster: the lease decides. */
export const createRuns = (ports: RunsPorts, drift: DriftComparison) => {
  const { catalog, runs } = ports;
  const gates: StageGate[] = [];
  let active: Active | null = null;
  let closing = false;

  const beforeStage: StageGate = async (stage, signal) => {
    for (const gate of gates) await gate(stage, signal);
  };

  const execute = (lease: Lease, input: RunInput): Active => {
    const abort = new AbortController();
    const work = () => executeRun(ports, drift, input, beforeStage, abort.signal);
    const done = superviseRun(ports, lease, abort, work).finally(() => {
      active = null;
    });
    return { id: lease.holder, stop: (reason) => abort.abort(reason), done };
  };

  /** @returns The new run, queued, which goes on by itself. */
  const begin = async (
    details: Omit<NewRun, 'id' | 'token' | 'stages'>,
    inputOf: (lease: Lease) => Omit<RunInput, 'kind' | 'lease'>
  ): Promise<Run> => {
    if (closing) throw shuttingDown();
    const lease = await acquireLease(ports, ports.newId());
    const { holder: id, token } = lease;
    const input: RunInput = { kind: details.kind, lease, ...inputOf(lease) };
    const stages = initialStages(stageNames(planOf(input, ports.tags !== null)));
    const run = await runs.create({ ...details, id, token, stages }).catch(async (error) => {
      await catalog.release(lease);
      throw error;
    });
    active = execute(lease, input);
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
    async start({ kind, trigger, startedBy, allowShrink = false, reason }: StartRequest): Promise<Run> {
      if (kind === 'tag') assertTagging(ports);
      const details = { kind, trigger, startedBy, reason, ...(kind === 'rebuild' && { allowShrink }) };
      // A tag run's partial build is named like a generation, but is never sealed.
      return begin(details, ({ token }) => ({
        generation: generationId(token, ports.newNonce()),
        allowShrink,
        replaces: null,
      }));
    },

    /**
     * Makes an earlier generation live. @returns The new run, queued.
     * @throws GENERATION_NOT_FOUND, GENERATION_ALREADY_LIVE or RUN_IN_PROGRESS.
     */
    async rollBack({ generation, trigger, startedBy, reason }: RollbackRequest): Promise<Run> {
      await assertCanBecomeLive(ports, generation);
      const details = { kind: 'rollback' as const, trigger, startedBy, reason: reason || undefined };
      return begin(details, () => ({ generation, allowShrink: false, replaces: null }));
    },

    /**
     * Makes an intact generation live in the place of one that cannot be served.
     *
     * @returns The new run, queued. @throws RUN_IN_PROGRESS.
     */
    recover({ generation, broken, reason }: RecoveryRequest): Promise<Run> {
      const details = { kind: 'rollback', trigger: 'recovery', startedBy: null, reason } as const;
      return begin(details, () => ({ generation, allowShrink: false, replaces: broken }));
    },

    /**
     * Asks for a run's end, whichever process executes it.
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

    /** Has every run of this process wait for `gate` before each of its stages. */
    addStageGate(gate: StageGate): void {
      gates.push(gate);
    },

    /** Starts no run any more, ends this process' own, if there is one, and waits until that is written. */
    async shutDown(): Promise<void> {
      closing = true;
      active?.stop(runInterrupted('Strapi was shut down.'));
      await active?.done;
    },

    /** Resolves when this process executes no run any more. */
    async idle(): Promise<void> {
      await active?.done;
    },
  };
};

export type Runs = ReturnType<typeof createRuns>;
