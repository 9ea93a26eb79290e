import { IndexRebuildError } from '../../domain/errors';

const EVERY_MS = 60_000;

type Log = { warn(message: string): void };

/** Logs that queries cannot be embedded, and why: once a minute and not once per query. */
export const createOutageLog = (log: Log) => {
  let toldAt = -Infinity;
  return (error: unknown): void => {
    if (!(error instanceof IndexRebuildError) || error.code !== 'EMBEDDER_UNAVAILABLE') return;
    if (performance.now() - toldAt < EVERY_MS) return;
    toldAt = performance.now();
    const { reason = error.message } = error.details;
    log.warn(`[index-rebuild] search by meaning fails: ${String(reason)}`);
  };
};
