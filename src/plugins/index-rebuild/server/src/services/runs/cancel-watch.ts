import type { RunStore } from '../../ports/run-store';

const LOOK_EVERY_MS = 500;

/**
 * Watches for a cancel of the run, requested here or in another process of the cluster, and calls
 * `onCancel` once with who requested it.
 *
 * @returns The function that stops watching.
 */
export const watchCancel = (runs: RunStore, id: string, onCancel: (by: string) => void): (() => void) => {
  const timer = setInterval(() => {
    runs.cancelRequest(id).then(
      (by) => {
        if (by === null) return;
        clearInterval(timer);
        onCancel(by);
      },
      // The database did not respond; the next check or the end of the lease decides.
      () => {}
    );
  }, LOOK_EVERY_MS);
  return () => clearInterval(timer);
};
