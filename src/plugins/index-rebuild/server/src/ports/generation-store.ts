import type { GenerationState } from '../domain/generation';

export type GenerationInfo = { records: number; specHash: string; model: string; bytes: number };

export type GenerationRow = GenerationInfo & {
  name: string;
  state: GenerationState;
  run: string;
  token: number;
  createdAt: Date;
};

/** A complete generation found on disk that gets a row again. */
export type FoundGeneration = GenerationInfo & { name: string; run: string; createdAt: Date };

/**
 * What the database knows about generations. The catalog's pointer, not this, says which one is live.
 *
 * Every write carries the fencing token of its run and is refused once a later run has written the
 * row. A write whose state is already reached does nothing, so each may be sent again.
 * @throws LEASE_LOST when the row is a later run's; Error when domain/generation.ts allows no such move.
 */
export interface GenerationStore {
  create(name: string, run: string, token: number): Promise<void>;
  ready(name: string, token: number, info: GenerationInfo): Promise<void>;
  /** Marks it live and the one before it retired. */
  markLive(name: string, token: number): Promise<void>;
  discard(name: string, token: number): Promise<void>;
  /** Gives a generation found on disk a row, as one that was live before. */
  adopt(found: FoundGeneration, token: number): Promise<void>;
  find(name: string): Promise<GenerationRow | null>;
  /** Every row, latest first. */
  all(): Promise<GenerationRow[]>;
  /** Complete generations (ready, live or retired), latest first. */
  complete(): Promise<GenerationRow[]>;
  /** Removes the row of a discarded generation. */
  forget(name: string, token: number): Promise<void>;
}
