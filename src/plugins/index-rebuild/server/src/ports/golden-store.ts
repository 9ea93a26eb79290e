import type { GoldenQuery } from '../domain/golden';

/** Golden queries, as editors keep them. */
export interface GoldenStore {
  /** Those of indexed content types, at most 500. */
  queries(): Promise<GoldenQuery[]>;
  /** What they search, and in which locale; null for the default one. */
  asked(): Promise<{ query: string; locale: string | null }[]>;
}
