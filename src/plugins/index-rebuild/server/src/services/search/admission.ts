import { searchOverloaded } from '../../domain/errors';

type Options = {
  /** Searches in progress, whatever they wait for. */
  maxWaiting: number;
  timeoutMs: number;
  now(): number;
};

/** Receives the function to call once it no longer waits for a starting searcher. */
type Work<T> = (begun: () => void) => Promise<T>;

/** How much the latest search counts in the estimate of what one costs. */
const WEIGHT = 0.1;

/**
 * Admits searches as long as they can expect an answer in time. One that would wait in vain is
 * refused at once, before any work or database query, so that the others are answered.
 */
export const createAdmission = ({ maxWaiting, timeoutMs, now }: Options) => {
  let waiting = 0;
  /** What each search ahead adds to the wait, in milliseconds; 0 until known. */
  let perSearchMs = 0;

  const expectedWait = (): number => waiting * perSearchMs;

  const learn = (tookMs: number, ahead: number): void => {
    // With an estimate above the limit only lone searches would be admitted, from which nothing is learned.
    const sample = Math.min(timeoutMs, tookMs / (ahead + 1));
    perSearchMs = perSearchMs === 0 ? sample : perSearchMs + WEIGHT * (sample - perSearchMs);
  };

  const admit = async <T>(work: Work<T>, learns: boolean): Promise<T> => {
    if (waiting >= maxWaiting || expectedWait() > timeoutMs) throw searchOverloaded();
    const ahead = waiting;
    let begunAt = now();
    waiting += 1;
    try {
      return await work(() => {
        begunAt = now();
      });
    } finally {
      waiting -= 1;
      // A lone search shows how long it takes, but not how many are answered together.
      if (learns && ahead > 0) learn(now() - begunAt, ahead);
    }
  };

  return {
    expectedWait,

    /** How many are in progress. */
    waiting: (): number => waiting,

    /** @throws SEARCH_OVERLOADED */
    run: <T>(work: Work<T>): Promise<T> => admit(work, true),

    /**
     * Has its place among the others, but what it costs says nothing about them: it asks for more than they
     * do, or another searcher. @throws SEARCH_OVERLOADED
     */
    runAside: <T>(work: Work<T>): Promise<T> => admit(work, false),
  };
};

export type Admission = ReturnType<typeof createAdmission>;
