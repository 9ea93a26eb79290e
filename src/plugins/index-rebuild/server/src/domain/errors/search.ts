import { IndexRebuildError } from './index-rebuild-error';

/** For a search that could not be answered in time. The server does not retry it. */
export const searchOverloaded = (): IndexRebuildError =>
  new IndexRebuildError('SEARCH_OVERLOADED', 'Too many searches are waiting. Try again in a second.');

export const noGeneration = (): IndexRebuildError =>
  new IndexRebuildError('NO_GENERATION', 'There is no search index yet. Run a rebuild first.');

/** @param why For the log; what a caller sees says less. */
export const databaseUnavailable = (why: string): IndexRebuildError =>
  new IndexRebuildError('DATABASE_UNAVAILABLE', `The database cannot be used now: ${why}.`);

/** @param how The exit code or signal. */
export const searcherDied = (how: string): IndexRebuildError =>
  new IndexRebuildError('SEARCHER_DIED', `The searcher process ended (${how}).`);

/** @param how The exit code or signal. */
export const searcherDiedLoading = (how: string): IndexRebuildError =>
  new IndexRebuildError(
    'SEARCHER_DIED',
    `The searcher process ended while it was loading the index (${how}).`
  );

export const searcherStuckLoading = (limitMs: number): IndexRebuildError =>
  new IndexRebuildError(
    'SEARCHER_DIED',
    `The new searcher made no progress for ${limitMs} ms while it was loading the index (timeouts.searcherStartMs).`
  );

export const recordNotIndexed = (): IndexRebuildError =>
  new IndexRebuildError(
    'RECORD_NOT_INDEXED',
    'Search does not have this record. Publish it; if that does not help, run a rebuild.'
  );
