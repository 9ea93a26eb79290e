import type { StageName } from '../../../shared/contracts';

export type Report = (done: number, total: number | null) => void;

/** One step of a run. It reads and fills the context, reports progress and can be aborted. */
export interface Stage<Context> {
  readonly name: StageName;
  run(context: Context, report: Report, signal: AbortSignal): Promise<void>;
  /**
   * Undoes what `run` did, wholly or in part, after it or a later stage has failed with
   * `error`. May be called again.
   */
  undo?(context: Context, error: Error): Promise<void>;
}
