import { searchOverloaded } from '../../domain/errors';

type Options = {
  /** Searches under way, whatever they wait for. */
  maxWaiting: number;
  timeoutMs: number;
  now(): number;
};

/** How much the latest search counts in the estimate of what one costs. */
const WEIGHT = 0.1;

export type Admission = ReturnType<typeof createAdmission>;

/**
 * Lets searches in for as long as they can expect an answer in time. Whoever would wait in vain is
 * refused at once, before any work and any query of the database, and the others are answered.
 */
export const createAdmission = ({ maxWaiting, timeoutMs, now }: Options) => {
  let waiting = 0;
  /** What each search that is ahead adds to the wait; 0 until known. */
  let perSearchMs = 0;

  const expectedWait = (): number => waiting * perSearchMs;

  const learn = (tookMs: number, ahead: number): void => {
    const sample = tookMs / (ahead + 1);
    perSearchMs = perSearchMs === 0 ? sample : perSearchMs + WEIGHT * (sample - perSearchMs);
  };

  return {
    expectedWait,

    /**
     * @param work Is given the function that says when the waiting for a searcher that starts is over.
     * @throws SEARCH_OVERLOADED
     */
    async run<T>(work: (begun: () => void) => Promise<T>): Promise<T> {
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
        // Alone, a search shows how long it takes, but not how many are answered together.
        if (ahead > 0) learn(now() - begunAt, ahead);
      }
    },
  };
};
