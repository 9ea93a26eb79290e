import { INDEX_STAYS_LIVE, SEARCH_BY_WORDS } from './advice';
import { IndexRebuildError } from './index-rebuild-error';
import { SETUP_COMMAND } from './setup';

/** @param model Its folder's name, not its path. */
export const modelUnusable = (model: string, reason: string): IndexRebuildError =>
  new IndexRebuildError(
    'EMBEDDER_UNAVAILABLE',
    `The embedding model in ${model} cannot be used: ${reason}. Run "${SETUP_COMMAND}", with --model and its folder if it is one of your own; then try again.`
  );

/** Fails a run. @param reason A sentence, for administrators. */
export const embedderUnavailable = (reason: string, retryAfter?: number): IndexRebuildError =>
  new IndexRebuildError(
    'EMBEDDER_UNAVAILABLE',
    `${reason} ${INDEX_STAYS_LIVE} Check the provider and the embedder's settings, then start again.`,
    retryAfter === undefined ? {} : { retryAfter }
  );

/** Refuses a query. @param reason For the log only. */
export const semanticSearchUnavailable = (reason: string): IndexRebuildError =>
  new IndexRebuildError(
    'EMBEDDER_UNAVAILABLE',
    `Search by meaning is not available now. Until it is, ${SEARCH_BY_WORDS}.`,
    { reason }
  );

/** Refuses a query. @param cause A sentence without its full stop. */
const queryNotEmbedded = (cause: string): IndexRebuildError =>
  new IndexRebuildError(
    'EMBEDDER_UNAVAILABLE',
    `${cause}. Try again in a few seconds, or ${SEARCH_BY_WORDS}.`
  );

export const queryEmbeddedTooLate = (): IndexRebuildError =>
  queryNotEmbedded('The query could not be embedded in time');

/** @param did What the provider did, without what it said: anyone who searches may see it. */
export const providerFailedQuery = (did: string): IndexRebuildError =>
  queryNotEmbedded(`The embedding provider ${did}`);

/** @param did What the provider did, without what it said: anyone who searches may see it. */
export const providerRefusedQuery = (did: string): IndexRebuildError =>
  new IndexRebuildError(
    'EMBEDDING_FAILED',
    `The embedding provider ${did} for this query. Reword it, or ${SEARCH_BY_WORDS}.`
  );

/** A provider does not embed the text that it was sent, but may well embed others. */
export const textNotEmbedded = (reason: string): IndexRebuildError =>
  new IndexRebuildError('EMBEDDING_FAILED', reason);

export const nothingEmbedded = (lastReason: string | undefined): IndexRebuildError =>
  new IndexRebuildError(
    'EMBEDDING_FAILED',
    `No record could be embedded. The last reason: ${lastReason ?? 'unknown'}`
  );
