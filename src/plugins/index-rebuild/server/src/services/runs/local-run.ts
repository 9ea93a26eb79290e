import type { Run } from '../../../../shared/contracts';
import { shuttingDown, type IndexRebuildError } from '../../domain/errors';
import type { Lease } from '../../domain/lease';
import { initialStages } from '../../domain/run';
import { planOf, stageNames } from '../../pipeline/plans';
import type { RunInput } from '../../pipeline/run-context';
import type { NewRun } from '../../ports/run-store';
import { acquireLease } from './acquire-lease';
import { executeRun, type StageGate } from './execute-run';
import type { DriftComparison, RunsPorts } from './ports';
import { superviseRun } from './supervise';
import { watchLimits } from './watch-limits';

type Details = Omit<NewRun, 'id' | 'token' | 'stages'>;

/** What a run is asked for once its lease is known. */
type InputOf = (lease: Lease) => Omit<RunInput, 'kind' | 'lease'>;

/** The run that this process executes, at most one at a time. */
export const createLocalRun = (ports: RunsPorts, drift: DriftComparison) => {
  const gates: StageGate[] = [];
  let active: { id: string; abort: AbortController; done: Promise<void> } | null = null;
  let closing = false;
  const beginnings = new Set<Promise<Run>>();

  const beforeStage: StageGate = async (stage, signal) => {
    for (const gate of gates) await gate(stage, signal);
  };

  const execute = (input: RunInput): void => {
    const { lease } = input;
    const abort = new AbortController();
    const limits = watchLimits(ports.settings.limits, (error) => abort.abort(error));
    const control = { beforeStage, limits, signal: abort.signal };
    const work = () => executeRun(ports, drift, input, control);
    const done = superviseRun(ports, lease, abort, work).finally(() => {
      limits.stop();
      active = null;
    });
    active = { id: lease.holder, abort, done };
  };

  const start = async (details: Details, inputOf: InputOf): Promise<Run> => {
    const lease = await acquireLease(ports, ports.newId());
    const { holder: id, token } = lease;
    const input: RunInput = { kind: details.kind, lease, ...inputOf(lease) };
    const has = { tagging: ports.tags !== null, upload: ports.backend.needsUpload };
    const stages = initialStages(stageNames(planOf(input, has)));
    ports.ownGenerations.add(input.generation);
    const run = await ports.runs.create({ ...details, id, token, stages }).catch(async (error) => {
      await ports.catalog.release(lease);
      throw error;
    });
    execute(input);
    return run;
  };

  return {
    /**
     * @returns The new run, queued, which goes on by itself.
     * @throws RUN_IN_PROGRESS with the other run's id, or SHUTTING_DOWN.
     */
    async begin(details: Details, inputOf: InputOf): Promise<Run> {
      if (closing) throw shuttingDown();
      const starting = start(details, inputOf);
      beginnings.add(starting);
      return starting.finally(() => beginnings.delete(starting));
    },

    /** Stops the run with this id if it is the one of this process. */
    stop(id: string, reason: IndexRebuildError): void {
      if (active?.id === id) active.abort.abort(reason);
    },

    /** Has every run of this process wait for `gate` before each of its stages. */
    addStageGate(gate: StageGate): void {
      gates.push(gate);
    },

    /** Starts no run any more, stops the active one, and waits until its end is recorded. */
    async shutDown(reason: IndexRebuildError): Promise<void> {
      closing = true;
      // A run that is just being started is stopped as well.
      await Promise.allSettled(beginnings);
      active?.abort.abort(reason);
      await active?.done;
    },

    /** Resolves when this process executes no run any more. */
    async idle(): Promise<void> {
      await active?.done;
    },
  };
};
