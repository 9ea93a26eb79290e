import type {
  GoldenReport,
  Pagination,
  Run,
  RunFailure,
  RunKind,
  RunStatus,
  RunTrigger,
  StageProgress,
} from '../../../shared/contracts';
import type { PlainError } from '../domain/errors';

export type NewRun = {
  id: string;
  kind: RunKind;
  trigger: RunTrigger;
  startedBy: string | null;
  token: number;
  stages: StageProgress[];
  reason?: string;
  allowShrink?: boolean;
  allowDrop?: boolean;
};

/** What may change on a run besides its state. */
export type RunPatch = {
  stage?: string | null;
  stages?: StageProgress[];
  total?: number;
  embedded?: number;
  reused?: number;
  failed?: number;
  tagged?: number;
  searchQueries?: number;
  searchFailed?: number;
  golden?: GoldenReport;
  generation?: string;
  failures?: RunFailure[];
  error?: PlainError;
  /** What a completed run could not do. */
  warning?: PlainError;
};

/** A run and the token that its writes must carry. */
export type RunRef = { id: string; token: number };

/** An active run, with what is needed to end it. */
export type OpenRun = RunRef & {
  status: RunStatus;
  generation: string | null;
  cancelledBy: string | null;
};

export type Page<T> = { items: T[]; pagination: Pagination };

/** `omitted`: how many more failed than are kept. */
export type FailuresPage = Page<RunFailure> & { omitted: number };

export interface RunStore {
  create(run: NewRun): Promise<Run>;
  /**
   * The only function that changes a run's state. `promoting` is refused when a cancel was
   * requested. @throws RUN_CANCELLED or LEASE_LOST when the row refuses the move.
   */
  move(run: RunRef, to: RunStatus, patch?: RunPatch): Promise<void>;
  /** Progress of an active run; does nothing once it has ended. */
  record(run: RunRef, patch: RunPatch): Promise<void>;
  /** Requests the cancellation of a run. @returns False when it is too late. */
  requestCancel(id: string, by: string): Promise<boolean>;
  /** Who cancelled the run; null when nobody did. */
  cancelRequest(id: string): Promise<string | null>;
  find(id: string): Promise<Run | null>;
  list(page: number, pageSize: number): Promise<Page<Run>>;
  failures(id: string, page: number, pageSize: number): Promise<FailuresPage>;
  latest(filter: { kinds: readonly RunKind[]; status?: RunStatus }): Promise<Run | null>;
  active(): Promise<OpenRun[]>;
  /** Takes a document off the lists of failed records. @returns From how many runs. */
  forgetDocument(documentId: string): Promise<number>;
  /** Removes the oldest ended runs beyond `keep`, except `spared`. @returns How many. */
  prune(keep: number, spared: readonly string[]): Promise<number>;
}
