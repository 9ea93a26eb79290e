import type { GenerationState } from '../domain/generation';

export type GenerationInfo = { records: number; specHash: string; model: string; bytes: number };

export type GenerationRow = GenerationInfo & {
  name: string;
  state: GenerationState;
  run: string;
  createdAt: Date;
};

/** What the database knows of generations. The catalog's pointer, not this, says which one is live. */
export interface GenerationStore {
  create(name: string, run: string): Promise<void>;
  ready(name: string, info: GenerationInfo): Promise<void>;
  /** Fingerprints it live and the one before it retired. */
  markLive(name: string): Promise<void>;
  discard(name: string): Promise<void>;
  find(name: string): Promise<GenerationRow | null>;
  /** Complete generations (ready, live or retired), the latest first. */
  complete(): Promise<GenerationRow[]>;
  /** Removes the rows of discarded generations. */
  forgetDiscarded(): Promise<void>;
}
