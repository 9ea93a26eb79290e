import type {
  Pagination,
  Run,
  RunDetail,
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
};

/** What may change on a run besides its state. */
export type RunPatch = {
  stage?: string | null;
  stages?: StageProgress[];
  total?: number;
  embedded?: number;
  reused?: number;
  failed?: number;
  generation?: string;
  failures?: RunFailure[];
  error?: PlainError;
};

/** A run and the token that its writes must carry. */
export type RunRef = { id: string; token: number };

export interface RunStore {
  create(run: NewRun): Promise<Run>;
  /** The one function that changes a run's state. @throws LEASE_LOST when the row refuses it. */
  move(run: RunRef, to: RunStatus, patch?: RunPatch): Promise<void>;
  /** Progress of an active run; nothing happens when it is not active any more. */
  record(run: RunRef, patch: RunPatch): Promise<void>;
  find(id: string): Promise<RunDetail | null>;
  list(page: number, pageSize: number): Promise<{ runs: Run[]; pagination: Pagination }>;
  latest(filter: { kind: RunKind; status?: RunStatus }): Promise<Run | null>;
  active(): Promise<RunRef[]>;
}
