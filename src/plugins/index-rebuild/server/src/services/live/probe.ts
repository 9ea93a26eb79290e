import { IndexRebuildError, probeFailed, toIndexRebuildError } from '../../domain/errors';
import { isOutage } from '../../domain/recovery';
import { monotonicMs } from '../../lib/monotonic';
import type { Searcher } from '../../ports/searcher';

const PROBE = { wanted: { text: 'probe' }, mode: 'semantic', k: 1, minScore: 0 } as const;
/** Longer than a search may take: the first query runs cold, and nobody waits for it. */
const LIMIT_MS = 30_000;

/** The error with the reason that visitors do not see. */
const withReason = (error: IndexRebuildError): IndexRebuildError =>
  typeof error.details.reason === 'string' ? new IndexRebuildError(error.code, error.details.reason) : error;

/** Why a new searcher does not answer properly; null when it does. */
export const probe = async (searcher: Searcher): Promise<IndexRebuildError | null> => {
  try {
    const { hits } = await searcher.search({ ...PROBE, deadline: monotonicMs() + LIMIT_MS });
    return hits.length === 1 ? null : probeFailed();
  } catch (thrown) {
    const error = toIndexRebuildError(thrown);
    if (isOutage(error.code)) return error;
    return error.code === 'EMBEDDER_UNAVAILABLE' ? withReason(error) : probeFailed();
  }
};
