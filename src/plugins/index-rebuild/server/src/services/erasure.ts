import { leaseLost, recordStillPublished, toIndexRebuildError } from '../domain/errors';
import type { Lease, LeaseTimings } from '../domain/lease';
import { isDamage } from '../domain/recovery';
import type { Catalog } from '../ports/catalog';
import type { SearchBackend } from '../ports/search-backend';
import type { RecordLookup } from '../ports/source';
import type { CollectPorts } from './housekeeping';
import { housekeeperId, removeGenerations, underLease } from './housekeeping';
import { acquireLease } from './runs/acquire-lease';
import type { RunsPorts } from './runs/ports';

export type ErasurePorts = CollectPorts & {
  catalog: Catalog;
  timings: LeaseTimings;
  runs: RunsPorts['runs'];
  backend: Pick<SearchBackend, 'list' | 'remove' | 'readEntries' | 'forgetKeptVectors'>;
  records: Pick<RecordLookup, 'published'>;
  settings: { sources: readonly { uid: string }[] };
};

/** `removed`: generations and partial builds. `runs`: those whose list of failures named the record. */
export type Erased = { removed: string[]; runs: number };

/**
 * Removes every trace of a record that is no longer published. What is kept of a generation cannot be
 * changed, so a generation that holds the record goes as a whole.
 */
export const createErasure = (ports: ErasurePorts) => {
  const { backend, catalog, records, settings, runs } = ports;

  const holds = async (generation: string, documentId: string): Promise<boolean> => {
    let found = false;
    await backend.readEntries(generation, (entry) => {
      found ||= entry.documentId === documentId;
    });
    return found;
  };

  /** Nobody knows what a damaged generation holds. One that is out of reach may be whole: nothing is removed then. */
  const mayHold = (generation: string, documentId: string): Promise<boolean> =>
    holds(generation, documentId).catch((error: unknown) => {
      if (isDamage(toIndexRebuildError(error).code)) return true;
      throw error;
    });

  /** Nobody knows what a partial build holds either, so these go too. */
  const suspects = async (documentId: string): Promise<string[]> => {
    const found: string[] = [];
    for (const { id, complete } of await backend.list()) {
      const isSuspect = !complete || (await mayHold(id, documentId));
      if (isSuspect) found.push(id);
    }
    return found;
  };

  const removeUnder = async (
    lease: Lease,
    documentId: string,
    signal: AbortSignal
  ): Promise<Erased | null> => {
    const { liveGeneration } = await catalog.read();
    const removed = await suspects(documentId);
    if (liveGeneration !== null && removed.includes(liveGeneration)) return null;
    if (!(await removeGenerations(ports, removed, { lease, signal }))) throw leaseLost();
    await backend.forgetKeptVectors();
    return { removed, runs: await runs.forgetDocument(documentId) };
  };

  return {
    /** @throws RECORD_STILL_PUBLISHED */
    async assertNotPublished(documentId: string): Promise<void> {
      const found = await records.published(settings.sources.map(({ uid }) => ({ uid, documentId })));
      if (found.length === 0) return;
      const places = found.map(({ uid, locale }) => (locale === null ? uid : `${uid} (${locale})`));
      throw recordStillPublished(documentId, places);
    },

    /** Whether search still answers from an index that was built with the record: then a rebuild comes first. */
    async isInLive(documentId: string): Promise<boolean> {
      const { liveGeneration } = await catalog.read();
      return liveGeneration !== null && holds(liveGeneration, documentId);
    },

    /**
     * Removes it from everything.
     *
     * @returns Null, and nothing is removed, while the live generation holds it: a rollback may have come between.
     * @throws RUN_IN_PROGRESS or LEASE_LOST.
     */
    async erase(documentId: string): Promise<Erased | null> {
      const lease = await acquireLease(ports, housekeeperId());
      return underLease(ports, lease, (signal) => removeUnder(lease, documentId, signal));
    },
  };
};

export type Erasure = ReturnType<typeof createErasure>;
