import { toIndexRebuildError, type IndexRebuildError } from '../../domain/errors';
import type { Projection } from '../../domain/projection/projection';
import type { Projector } from '../../ports/projector';

/** The map of one generation, being read or computed. */
export type Work = {
  generation: string;
  progress(): number;
  /** Resolves with the map, or why there is none. Never rejects. */
  outcome: Promise<Projection | IndexRebuildError>;
  /** Resolves once nothing of it runs any more. */
  stop(): Promise<void>;
};

/** Starts on a map. @param earlier Generations whose map it is to follow. */
export const startWork = (
  projector: Projector,
  generation: string,
  earlier: () => Promise<readonly string[]>
): Work => {
  const over = new AbortController();
  let progress = 0;
  const run = async (): Promise<Projection> =>
    projector.project(generation, {
      earlier: await earlier(),
      onProgress: (share) => {
        progress = Math.max(progress, share);
      },
      signal: over.signal,
    });
  const outcome = run().catch((error: unknown) => toIndexRebuildError(error, 'PROJECTION_FAILED'));
  return {
    generation,
    outcome,
    progress: () => progress,
    async stop() {
      over.abort(new Error('The map is no longer wanted.'));
      await outcome;
    },
  };
};
