import type { Container } from '../../container';
import { IndexRebuildError } from '../../domain/errors';

const EVERY_MS = 60_000;

/** Tells the log that queries cannot be embedded, once a minute and not once a query. */
export const createOutageLog = (log: Container['log']) => {
  let toldAt = -Infinity;
  return (error: unknown): void => {
    if (!(error instanceof IndexRebuildError) || error.code !== 'EMBEDDER_UNAVAILABLE') return;
    if (performance.now() - toldAt < EVERY_MS) return;
    toldAt = performance.now();
    log.warn(`[index-rebuild] search by meaning fails: ${error.message}`);
  };
};
