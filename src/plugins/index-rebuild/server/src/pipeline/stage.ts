import type { StageName } from '../../../shared/contracts';

export type Report = (done: number, total: number | null) => void;

/** One step of a run. It reads and fills the context, reports its progress and may be aborted. */
export interface Stage<Context> {
  readonly name: StageName;
  run(context: Context, report: Report, signal: AbortSignal): Promise<void>;
  /**
   * Takes back what `run` has done, wholly or in part, after it or a later stage has failed with
   * `error`. May be called again.
   */
  undo?(context: Context, error: Error): Promise<void>;
}
