/** How a Strapi process that serves this index is. */
export type ReplicaState = {
  /** The generation that it answers from; null while it answers from none. */
  generation: string | null;
  /** The code of what keeps it from answering, or from following a swap; null when nothing does. */
  problem: string | null;
  /** Records that it searches beside its generation. */
  overlay: number;
};

export type ReplicaRow = ReplicaState & {
  /** Random for each process. */
  process: string;
  host: string;
  pid: number;
  startedAt: Date;
  seenAt: Date;
  /** Milliseconds since then, by the database's clock. */
  silentMs: number;
};

/** The Strapi processes on this database, each with a row of its own. */
export interface ReplicaStore {
  /**
   * Says that this process is there, and how it is.
   *
   * @returns Whether its row was as it left it: not when the database has lost what was written, as after a
   * restore or a failover to a standby that lagged.
   */
  report(state: ReplicaState): Promise<boolean>;
  /** Every process, the longest running first. */
  all(): Promise<ReplicaRow[]>;
  /** Removes the row of this process. */
  leave(): Promise<void>;
  /** Removes the rows of processes that have said nothing for so many milliseconds. */
  forgetSilent(ms: number): Promise<void>;
}
