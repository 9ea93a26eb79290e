import type { Replica } from '../../../shared/contracts';
import type { IndexRebuildError } from '../domain/errors';
import { monotonicMs } from '../lib/monotonic';
import type { ReplicaRow, ReplicaState, ReplicaStore } from '../ports/replica-store';

/** A process that does not change says so this often. */
const REPORT_MS = 4_000;
/** One that has said nothing for longer is gone, stands still, or has lost the database. */
const SILENT_MS = 15_000;
/** And after this long nobody needs to know. */
const FORGOTTEN_MS = 10 * 60_000;

export type ReplicasPorts = {
  replicaStore: ReplicaStore;
  live: { readonly generation: string | null; readonly trouble: IndexRebuildError | null };
  /** Random for each process. */
  processId: string;
};

type Overlay = { status(): { records: number } | null };

/** What is done when the database does not have any more what this process has written. */
type Loss = () => void;

const shown = (row: ReplicaRow, processId: string, live: string | null): Replica => ({
  id: row.process,
  name: `${row.host}:${row.pid}`,
  self: row.process === processId,
  generation: row.generation,
  current: row.generation === live,
  // What it could not follow may no longer be live.
  problem: row.generation !== null && row.generation === live ? null : row.problem,
  overlay: row.overlay,
  startedAt: row.startedAt.toISOString(),
  seenAt: row.seenAt.toISOString(),
  silent: row.silentMs > SILENT_MS,
});

/** The Strapi processes of the cluster, as each of them says that it is. */
export const createReplicas = (
  ports: ReplicasPorts,
  overlay: Overlay,
  onLoss: Loss = () => {},
  now = monotonicMs
) => {
  const { replicaStore, live, processId } = ports;
  let reported: { state: string; at: number } | null = null;

  const ownState = (): ReplicaState => ({
    generation: live.generation,
    problem: live.trouble?.code ?? null,
    overlay: overlay.status()?.records ?? 0,
  });

  return {
    /** Called regularly: says how this process is when that has changed, else now and then. */
    async tick(): Promise<void> {
      const own = ownState();
      const state = JSON.stringify(own);
      if (reported?.state === state && now() - reported.at < REPORT_MS) return;
      if (!(await replicaStore.report(own))) onLoss();
      if (reported === null) await replicaStore.forgetSilent(FORGOTTEN_MS);
      reported = { state, at: now() };
    },

    /** Whether a process that is heard from answers from this generation. */
    async isServed(generation: string): Promise<boolean> {
      const rows = await replicaStore.all();
      return rows.some((row) => row.generation === generation && row.silentMs <= SILENT_MS);
    },

    async list(liveGeneration: string | null): Promise<Replica[]> {
      return (await replicaStore.all())
        .filter(({ silentMs }) => silentMs < FORGOTTEN_MS)
        .map((row) => shown(row, processId, liveGeneration));
    },

    /** Called at the end, so that a process that was shut down is not missed. */
    async leave(): Promise<void> {
      await replicaStore.leave();
    },
  };
};

export type Replicas = ReturnType<typeof createReplicas>;
