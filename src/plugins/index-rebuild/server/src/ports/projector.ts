import type { Projection } from '../domain/projection/projection';

export type ProjectorOptions = {
  /** Generations whose map this one is to follow, the first choice first. */
  earlier: readonly string[];
  onProgress(share: number): void;
  /** Ends the work at once. */
  signal: AbortSignal;
};

/** Computes the map of a generation, or reads the one that is kept beside it. */
export interface Projector {
  /**
   * @throws GENERATION_MISSING, GENERATION_CORRUPT or PROJECTION_FAILED, or the signal's reason.
   */
  project(generation: string, options: ProjectorOptions): Promise<Projection>;
}
