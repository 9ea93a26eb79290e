/** A searcher that has loaded a generation and answered a probe, not yet live. */
export interface Candidate {
  readonly generation: string;
  end(): Promise<void>;
}

/** The holder of the live searcher in this process. */
export interface LiveHolder {
  /** Starts a searcher on the generation. @throws when it cannot load or answer. */
  prepare(generation: string): Promise<Candidate>;
  /** One assignment; what was live before answers its queries in flight and ends. */
  assign(candidate: Candidate): void;
  /** Runs `work` while nobody else here changes what is live. */
  exclusive<T>(work: () => Promise<T>): Promise<T>;
}
