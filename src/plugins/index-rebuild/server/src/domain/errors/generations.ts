import { IndexRebuildError } from './index-rebuild-error';

export const generationMissing = (generation: string): IndexRebuildError =>
  new IndexRebuildError(
    'GENERATION_MISSING',
    `Generation ${generation} is not on this machine's disk. Run a rebuild.`
  );

/** @param reason Without absolute paths: anyone who searches may see it. */
export const generationCorrupt = (generation: string, reason: string): IndexRebuildError =>
  new IndexRebuildError(
    'GENERATION_CORRUPT',
    `Generation ${generation} cannot be used: ${reason}. Run a rebuild.`
  );

export const invalidGenerationId = (id: string): IndexRebuildError =>
  new IndexRebuildError('GENERATION_NOT_FOUND', `"${id}" is not a generation id.`);

export const generationNotKept = (generation: string): IndexRebuildError =>
  new IndexRebuildError(
    'GENERATION_NOT_FOUND',
    `Generation ${generation} is not kept on this machine. Choose one from the list of generations.`
  );

/** A version that is not live; visitors' search does not depend on it. @param reason A sentence. */
export const generationNotOpened = (generation: string, reason: string): IndexRebuildError =>
  new IndexRebuildError(
    'GENERATION_NOT_OPENED',
    `Generation ${generation} could not be opened for trying search: ${reason} Choose another version; the live one answers as before.`
  );

export const probeFailed = (): IndexRebuildError =>
  new IndexRebuildError('SWAP_FAILED', 'The new searcher did not answer its first query.');

export const probeTooSlow = (limitMs: number): IndexRebuildError =>
  new IndexRebuildError(
    'SWAP_FAILED',
    `The new searcher did not answer its first query within ${limitMs} ms (timeouts.firstQueryMs). Start the rebuild again when the machine has less to do, or raise the time.`
  );

/** The pointer, read back after the swap, names another generation. */
export const pointerNotSet = (generation: string, found: string | null): IndexRebuildError =>
  new IndexRebuildError(
    'SWAP_FAILED',
    `The catalog names generation ${found ?? 'none'} after the swap to ${generation}. Start the rebuild again.`
  );

/** A recovery came too late: the generation it was to replace is no longer live. */
export const alreadyReplaced = (): IndexRebuildError =>
  new IndexRebuildError(
    'SWAP_FAILED',
    'Another generation became live before this one could replace the damaged one. It stays live; nothing needs to be done.'
  );

/** @param why How the process that computes the map ended, or what it failed with. */
export const projectionFailed = (why: string): IndexRebuildError =>
  new IndexRebuildError('PROJECTION_FAILED', `The map could not be computed (${why}). Try again.`);
