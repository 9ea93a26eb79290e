import type { RunKind } from '../../../../shared/contracts';
import type { Container } from '../../container';
import type { Lease } from '../../domain/lease';
import type { RunPatch, RunRef } from '../../ports/run-store';
import type { ProgressRecorder } from './progress-recorder';

/** What follows a swap before its run is completed. Does not throw. */
export type Drift = { afterSwap(): Promise<void> };

/** What a run works with while it is conducted. */
export type RunTools = {
  container: Container;
  run: RunRef;
  lease: Lease;
  recorder: ProgressRecorder;
  /** Aborted with the reason why the run has to end: cancelled, interrupted or lease lost. */
  signal: AbortSignal;
};

/** What one kind of run does between `running` and `completed`. */
export type RunWork = {
  kind: RunKind;
  /** The generation that is to become live; the directory of a tag run never does. */
  generation: string;
  /** @returns What the completed run is to say of itself. */
  execute(tools: RunTools): Promise<RunPatch>;
  /** Called once when `execute` has failed and the generation did not become live. */
  abandon(tools: RunTools, error: Error): Promise<void>;
};
