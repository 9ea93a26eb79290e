import { setTimeout as pause } from 'node:timers/promises';

const GATHER_MS = 30;
const RETRY_MS = [1_000, 5_000, 30_000, 60_000];

type Work = {
  /** Compares documents, given by `documentKey`; `names` has those of deleted documents. */
  compare(documents: readonly string[], names: ReadonlyMap<string, string>): Promise<void>;
  compareAll(signal: AbortSignal): Promise<void>;
  onError(error: Error): void;
};

/** What waits to be compared. */
type Waiting = { documents: Set<string>; names: Map<string, string>; all: boolean };

const nothing = (): Waiting => ({ documents: new Set(), names: new Map(), all: false });

const isEmpty = ({ documents, all }: Waiting): boolean => documents.size === 0 && !all;

/** Merges both; the later one wins. */
const merged = (earlier: Waiting, later: Waiting): Waiting => ({
  documents: new Set([...earlier.documents, ...later.documents]),
  names: new Map([...earlier.names, ...later.names]),
  all: earlier.all || later.all,
});

/** Ends early, without an error, when the signal is aborted. */
type Pause = (milliseconds: number, signal: AbortSignal) => Promise<void>;

const pauseUnless: Pause = (milliseconds, signal) =>
  pause(milliseconds, undefined, { signal, ref: false }).catch(() => {});

/**
 * Comparisons, one after the other. Failures are retried with growing pauses, whatever
 * is added meanwhile; what remains when the process ends is found by the comparison at the next start.
 */
export const createQueue = ({ compare, compareAll, onError }: Work, pauseFor: Pause = pauseUnless) => {
  const stopping = new AbortController();
  const { signal } = stopping;
  let waiting = nothing();
  let onAdded = (): void => {};
  let worker: Promise<void> | null = null;
  /** Documents that are being compared. */
  let underway = 0;

  const somethingAdded = (): Promise<void> =>
    new Promise((resolve) => {
      onAdded = resolve;
      if (signal.aborted || !isEmpty(waiting)) resolve();
    });

  const workOff = async (): Promise<void> => {
    const taken = waiting;
    waiting = nothing();
    underway = taken.documents.size;
    try {
      if (taken.documents.size > 0) await compare([...taken.documents], taken.names);
      underway = 0;
      // If the process ends, the next start compares everything anyway.
      if (taken.all && !signal.aborted) {
        await compareAll(signal).catch((error: Error) => {
          if (!signal.aborted) throw error;
        });
      }
    } catch (error) {
      waiting = merged(taken, waiting);
      throw error;
    } finally {
      underway = 0;
    }
  };

  /** Runs from start to stop, and so never inside the transaction of a caller that adds something. */
  const work = async (): Promise<void> => {
    let failures = 0;
    while (!signal.aborted || waiting.documents.size > 0) {
      await somethingAdded();
      // A bulk action adds many at once.
      await pauseFor(GATHER_MS, signal);
      try {
        await workOff();
        failures = 0;
      } catch (error) {
        if (signal.aborted) return;
        onError(error as Error);
        await pauseFor(RETRY_MS[Math.min(failures, RETRY_MS.length - 1)], signal);
        failures += 1;
      }
    }
  };

  return {
    /** Aborted when the queue is stopped. */
    signal,
    /** @param documents Their `documentKey`. */
    add(documents: Iterable<string>, name?: string): void {
      for (const document of documents) {
        waiting.documents.add(document);
        if (name) waiting.names.set(document, name);
      }
      onAdded();
    },
    /** Whether documents are known to have changed and are not compared yet. */
    isBehind: (): boolean => waiting.documents.size > 0 || underway > 0,
    addAll(): void {
      waiting.all = true;
      onAdded();
    },
    start(): void {
      worker ??= work();
    },
    /** Compares the documents known to have changed, abandons a comparison of all records, and ends. */
    async stop(): Promise<void> {
      stopping.abort();
      onAdded();
      await worker;
    },
  };
};

export type Queue = ReturnType<typeof createQueue>;
