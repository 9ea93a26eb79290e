import type { Run } from '../../../../shared/contracts';
import { IndexRebuildError, type ErrorCode } from '../../domain/errors';
import { alreadyFailed, isDamage, mayRebuild } from '../../domain/recovery';
import type { Catalog } from '../../ports/catalog';
import type { Clock } from '../../ports/clock';
import type { RunStore } from '../../ports/run-store';
import type { SearchBackend } from '../../ports/search-backend';
import type { LiveIndex } from '../live';
import type { RecoveryRequest, StartRequest } from '../runs';
import { findCandidate, isIntact, type CandidatePorts } from './find-candidate';

export type RecoveryPorts = CandidatePorts & {
  backend: Pick<SearchBackend, 'needsUpload'>;
  catalog: Pick<Catalog, 'read'>;
  live: Pick<LiveIndex, 'generation' | 'problem' | 'trouble'>;
  /** Whether a process of the cluster answers from this generation. */
  isServed(generation: string): Promise<boolean>;
  runs: Pick<RunStore, 'list'>;
  clock: Clock;
  settings: { recovery: { promote: boolean; rebuild: boolean } };
  log: { info(message: string): void; warn(message: string): void };
};

export type RecoveryRuns = {
  recover(request: RecoveryRequest): Promise<Run>;
  start(request: StartRequest): Promise<Run>;
};

/** Files that come back within this time, such as those of a volume that is mounted late, need no recovery. */
const CONFIRM_AFTER_MS = 3_000;
/** The same where another process may still have the files, and gives them to the store again. */
const CONFIRM_REMOTE_AFTER_MS = 45_000;
/** Between two checks of a live generation for which nothing could be done. */
const LOOK_AGAIN_MS = 30_000;
/** Latest runs that are checked for failures. */
const LATEST = 30;

type Damage = { generation: string; code: ErrorCode };

/**
 * The live generation, if its files keep this process from serving it. One that answers from another generation
 * goes on doing so, unless no process at all can serve the live one: then none would ever follow.
 */
const damageOf = async ({ catalog, live, isServed }: RecoveryPorts): Promise<Damage | null> => {
  const { liveGeneration, held } = await catalog.read();
  const code = live.trouble?.code;
  if (held || liveGeneration === null || live.generation === liveGeneration || !isDamage(code)) return null;
  if (live.problem === null && (await isServed(liveGeneration))) return null;
  return { generation: liveGeneration, code };
};

const reasonFor = ({ generation, code }: Damage, then: string): string =>
  `Generation ${generation} could not be served (${code}). ${then}`;

const promoteAnother = async (
  ports: RecoveryPorts,
  service: RecoveryRuns,
  damage: Damage,
  latest: readonly Run[]
): Promise<Run | null> => {
  const generation = await findCandidate(ports, damage.generation, alreadyFailed(latest));
  if (generation === null) return null;
  const reason = reasonFor(damage, 'The newest intact generation on disk takes its place.');
  return service.recover({ generation, broken: damage.generation, reason });
};

const rebuild = (service: RecoveryRuns, damage: Damage): Promise<Run> => {
  const reason = reasonFor(damage, 'No intact generation is on disk, so the index is rebuilt.');
  return service.start({ kind: 'rebuild', trigger: 'recovery', startedBy: null, reason });
};

/** Starts the run that repairs the damage. @returns Null when none could be started. */
export const recoverFrom = async (
  ports: RecoveryPorts,
  service: RecoveryRuns,
  damage: Damage
): Promise<Run | null> => {
  // The searcher's report alone is not enough to abandon a generation that another process may serve.
  if (await isIntact(ports, damage.generation)) return null;
  const { promote, rebuild: mayBuild } = ports.settings.recovery;
  const { items: latest } = await ports.runs.list(1, LATEST);
  const promoted = promote ? await promoteAnother(ports, service, damage, latest) : null;
  if (promoted !== null) return promoted;
  return mayBuild && mayRebuild(latest, ports.clock.now()) ? rebuild(service, damage) : null;
};

const isBusy = (error: unknown): boolean =>
  error instanceof IndexRebuildError && error.code === 'RUN_IN_PROGRESS';

/**
 * Makes search work again automatically when the files of the live generation are missing or damaged,
 * as after a restored backup or in a container with an empty disk. It takes the lease like any other run.
 */
export const createRecovery = (ports: RecoveryPorts, service: RecoveryRuns) => {
  const { clock, log, backend } = ports;
  const confirmAfterMs = backend.needsUpload ? CONFIRM_REMOTE_AFTER_MS : CONFIRM_AFTER_MS;
  const elapsedSince = (time: number): number => clock.now().getTime() - time;
  let first: { generation: string; at: number } | null = null;
  let lookedAt = -Infinity;
  let working = false;
  let stopped = false;

  const work = async (damage: Damage): Promise<void> => {
    try {
      const run = await recoverFrom(ports, service, damage);
      if (run) log.warn(`[index-rebuild] run ${run.id} recovers the index: ${run.reason}`);
    } catch (error) {
      // The run in progress may repair it; if not, it is checked again.
      if (!isBusy(error)) log.warn(`[index-rebuild] could not recover: ${(error as Error).message}`);
    } finally {
      working = false;
    }
  };

  return {
    /** Checks what is served. Slow work continues after it has returned. */
    async tick(): Promise<void> {
      if (working || stopped) return;
      const damage = await damageOf(ports);
      if (damage === null || damage.generation !== first?.generation) {
        first = damage && { generation: damage.generation, at: clock.now().getTime() };
        lookedAt = -Infinity;
        return;
      }
      if (elapsedSince(first.at) < confirmAfterMs || elapsedSince(lookedAt) < LOOK_AGAIN_MS) return;
      lookedAt = clock.now().getTime();
      working = true;
      void work(damage);
    },
    stop(): void {
      stopped = true;
    },
  };
};
