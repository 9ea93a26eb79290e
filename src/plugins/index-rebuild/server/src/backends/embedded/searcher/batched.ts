import { hasCode, searchOverloaded } from '../../../domain/errors';
import { halvesOf } from '../../../domain/halves';
import { monotonicMs } from '../../../lib/monotonic';

type Waiting<In, Out> = {
  input: In;
  deadline: number | undefined;
  resolve(output: Out): void;
  reject(error: unknown): void;
};

type Work<In, Out> = (inputs: In[]) => Promise<Out[]>;

/** A refused batch is tried again in halves: one bad input must not fail other calls. */
const settle = async <In, Out>(batch: readonly Waiting<In, Out>[], work: Work<In, Out>): Promise<void> => {
  try {
    const outputs = await work(batch.map(({ input }) => input));
    batch.forEach(({ resolve }, at) => resolve(outputs[at]));
  } catch (error) {
    if (batch.length === 1 || !hasCode(error, 'EMBEDDING_FAILED'))
      batch.forEach(({ reject }) => reject(error));
    else for (const half of halvesOf(batch)) await settle(half, work);
  }
};

/** Refuses those whose deadline has passed. @returns The others. */
const dropLate = <In, Out>(waiting: readonly Waiting<In, Out>[]): Waiting<In, Out>[] => {
  const now = monotonicMs();
  return waiting.filter(({ deadline = Infinity, reject }) => {
    if (deadline < now) reject(searchOverloaded());
    return deadline >= now;
  });
};

/**
 * Joins calls that arrive together into one batch. A batch is taken on the next turn of the event loop,
 * so that messages which arrived together are in it; while one is processed, the next one gathers.
 * A call whose deadline passes while it waits is dropped without work.
 */
export const batched = <In, Out>(
  max: number,
  work: Work<In, Out>
): ((input: In, deadline?: number) => Promise<Out>) => {
  let waiting: Waiting<In, Out>[] = [];
  let busy = false;

  const drain = async (): Promise<void> => {
    while (waiting.length > 0) {
      const ready = dropLate(waiting);
      waiting = ready.slice(max);
      if (ready.length > 0) await settle(ready.slice(0, max), work);
    }
    busy = false;
  };

  return (input, deadline) =>
    new Promise((resolve, reject) => {
      waiting.push({ input, deadline, resolve, reject });
      if (busy) return;
      busy = true;
      setImmediate(() => void drain());
    });
};
