import { IndexRebuildError, databaseUnavailable, noGeneration, toIndexRebuildError } from '../domain/errors';
import { settledWithin } from '../lib/settled-within';
import type { Timeouts } from '../config/timeouts';
import type { Catalog } from '../ports/catalog';
import type { Searcher } from '../ports/searcher';

/** Anyone may ask, so what was found out is told for this long. */
const FRESH_MS = 1_000;

/** For how long after the database was away a failure is put down to it. */
const JUST_NOW_MS = 1_000;

const QUESTION = { wanted: { text: 'health' }, mode: 'lexical', k: 1 } as const;

export type HealthPorts = {
  catalog: Pick<Catalog, 'read'>;
  live: { readonly searcher: Searcher | null; readonly problem: IndexRebuildError | null };
  /** A process that needs longer would keep visitors waiting. */
  timeouts: Pick<Timeouts, 'healthMs'>;
  /** Calls the listener whenever a connection to the database breaks or cannot be made. */
  watchDatabase(listener: () => void): void;
  /** Milliseconds by the machine's monotonic clock. */
  now(): number;
};

/** `current`: whether it answers from the generation that is live in the cluster. */
export type Health = { generation: string; current: boolean };

const notStarted = (): IndexRebuildError =>
  new IndexRebuildError('SEARCHER_UNAVAILABLE', 'Search is starting. Try again in a few seconds.');

/** Whether this process can answer searches now: its searcher and the database are asked, not remembered. */
export const createHealth = ({ catalog, live, timeouts, watchDatabase, now }: HealthPorts) => {
  const { healthMs } = timeouts;
  let latest: { at: number; health: Promise<Health> } | null = null;
  let awayAt = -Infinity;
  // What a request has met may be over before anybody asks.
  watchDatabase(() => (awayAt = now()));

  const away = (why: string): IndexRebuildError => {
    awayAt = now();
    return databaseUnavailable(why);
  };

  /** Records are read from the database, so without it there is no answer either. */
  const readPointer = async (): Promise<string | null> => {
    const reading = catalog.read().catch((error: Error) => {
      throw away(error.message);
    });
    if (!(await settledWithin(reading, healthMs)))
      throw away(`it does not answer within ${healthMs} ms (timeouts.healthMs)`);
    return (await reading).liveGeneration;
  };

  const examine = async (): Promise<Health> => {
    const pointer = await readPointer();
    const { searcher } = live;
    if (!searcher) throw live.problem ?? (pointer === null ? noGeneration() : notStarted());
    const deadline = now() + healthMs;
    const asked = searcher.use((opened) => opened.search({ ...QUESTION, deadline }));
    if (!(await settledWithin(asked, healthMs))) throw notStarted();
    await asked.catch((error) => {
      throw toIndexRebuildError(error);
    });
    return { generation: searcher.generation, current: searcher.generation === pointer };
  };

  return {
    /** @throws what keeps this process from answering: an error of the registry with status 503. */
    check(): Promise<Health> {
      if (latest === null || now() - latest.at >= FRESH_MS) latest = { at: now(), health: examine() };
      return latest.health;
    },

    /** @throws DATABASE_UNAVAILABLE if the database does not answer, or did not just now. */
    async assertDatabase(): Promise<void> {
      await readPointer();
      if (now() - awayAt < JUST_NOW_MS) throw databaseUnavailable('it was away just now');
    },
  };
};

export type HealthService = ReturnType<typeof createHealth>;
