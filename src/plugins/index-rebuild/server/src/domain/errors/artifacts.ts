import { inMb } from './in-mb';
import { IndexRebuildError } from './index-rebuild-error';

/** @param kind The store's kind. @param reason A code or name, never an address or a key. */
export const artifactStoreUnavailable = (kind: string, reason: string): IndexRebuildError =>
  new IndexRebuildError(
    'ARTIFACT_STORE_UNAVAILABLE',
    `The artifact store (${kind}) cannot be used: ${reason}. Check its settings (artifacts) and whether this server reaches it. A server that has loaded an index goes on answering; one that has not answers as soon as it could fetch it.`
  );

export const generationNotStored = (generation: string): IndexRebuildError =>
  new IndexRebuildError(
    'GENERATION_MISSING',
    `Generation ${generation} is neither on this machine's disk nor in the artifact store. Run a rebuild.`
  );

/** @param needed @param free Bytes. */
export const noDiskToFetch = (generation: string, needed: number, free: number): IndexRebuildError =>
  new IndexRebuildError(
    'INSUFFICIENT_DISK',
    `Generation ${generation} needs about ${inMb(needed)} of this server's disk, but only ${inMb(free)} are free. Free up space; it is fetched again by itself.`
  );
