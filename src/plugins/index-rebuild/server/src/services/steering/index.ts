import { preparedSteering, steeringFor, type Steering } from '../../domain/steering';
import type { Log } from '../../ports/log';
import type { SteeringStore } from '../../ports/steering-store';

/** How long a change may go unnoticed. */
const FRESH_MS = 1_000;

type SteeringParts = {
  steeringStore: Pick<SteeringStore, 'revision' | 'rules'>;
  clock: { now(): Date };
  log: Log;
};

const NONE = preparedSteering({ rules: [], synonyms: [] });

/** Search rules and synonyms, read again soon after somebody changes them, in whichever process. */
export const createSteering = ({ steeringStore: store, clock, log }: SteeringParts) => {
  let known = { rules: NONE, revision: '', readAt: -Infinity };
  let reading: Promise<void> | null = null;

  const read = async (): Promise<void> => {
    const readAt = clock.now().getTime();
    const revision = await store.revision();
    const rules = revision === known.revision ? known.rules : preparedSteering(await store.rules());
    known = { rules, revision, readAt };
  };

  /** A search is answered by the rules as they were, rather than not at all. */
  const readOnce = (): Promise<void> =>
    (reading ??= read()
      .catch((error: Error) => {
        known.readAt = clock.now().getTime();
        log.warn(`[index-rebuild] search rules could not be read: ${error.message}`);
      })
      .finally(() => (reading = null)));

  return {
    /** Somebody has changed something in this process: the next search reads it. */
    forget(): void {
      known = { ...known, revision: '', readAt: -Infinity };
    },

    /** What people have decided about a query; null for nothing. Does not throw. */
    async for(query: string): Promise<Steering | null> {
      const now = clock.now();
      if (now.getTime() - known.readAt > FRESH_MS) await readOnce();
      return steeringFor(known.rules, query, now);
    },
  };
};

export type SteeringService = ReturnType<typeof createSteering>;
