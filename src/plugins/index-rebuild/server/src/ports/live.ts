import type { Searcher } from './searcher';

/** The holder of the live searcher in this process. */
export interface LiveHolder {
  /** What answers now; null while nothing does. */
  readonly searcher: Searcher | null;
  /** Starts a searcher on the generation and asks it a first query. @throws when it cannot load or answer. */
  prepare(generation: string): Promise<Searcher>;
  /** One assignment. The previous searcher answers its queries in flight and ends. */
  activate(searcher: Searcher): void;
  /** Runs `work` while nothing else in this process changes what is live. */
  exclusive<T>(work: () => Promise<T>): Promise<T>;
}
