import type { RunStore } from '../../ports/run-store';

const LOOK_EVERY_MS = 500;

/**
 * Looks whether the run's end was asked for, here or in another process of the cluster, and calls
 * `onCancel` once with who asked.
 *
 * @returns The function that stops looking.
 */
export const watchCancel = (runs: RunStore, id: string, onCancel: (by: string) => void): (() => void) => {
  const timer = setInterval(() => {
    runs.cancelRequest(id).then(
      (by) => {
        if (by === null) return;
        clearInterval(timer);
        onCancel(by);
      },
      // The database did not answer; the next look or the end of the lease decides.
      () => {}
    );
  }, LOOK_EVERY_MS);
  return () => clearInterval(timer);
};
