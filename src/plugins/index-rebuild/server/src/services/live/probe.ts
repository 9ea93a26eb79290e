import { IndexRebuildError, probeFailed, probeTooSlow, toIndexRebuildError } from '../../domain/errors';
import { isOutage } from '../../domain/recovery';
import { monotonicMs } from '../../lib/monotonic';
import type { Searcher } from '../../ports/searcher';

const PROBE = { wanted: { text: 'probe' }, mode: 'semantic', k: 1, minScore: 0 } as const;

/** The error with the reason that visitors do not see. */
const withReason = (error: IndexRebuildError): IndexRebuildError =>
  typeof error.details.reason === 'string' ? new IndexRebuildError(error.code, error.details.reason) : error;

/**
 * Why a new searcher does not answer properly; null when it does.
 *
 * @param limitMs Longer than a search may take: the first query runs cold, and nobody waits for it.
 */
export const probe = async (searcher: Searcher, limitMs: number): Promise<IndexRebuildError | null> => {
  try {
    const { hits } = await searcher.search({ ...PROBE, deadline: monotonicMs() + limitMs });
    return hits.length === 1 ? null : probeFailed();
  } catch (thrown) {
    const error = toIndexRebuildError(thrown);
    if (isOutage(error.code)) return error;
    if (error.code === 'EMBEDDER_UNAVAILABLE') return withReason(error);
    return error.code === 'SEARCH_OVERLOADED' ? probeTooSlow(limitMs) : probeFailed();
  }
};
