import { createQueue } from '../../src/plugins/index-rebuild/server/src/services/drift/queue';
import { until } from '../support/until';

/** Pauses that end when the test says so, and how long each was to be, in milliseconds. */
const manualPauses = () => {
  const asked: number[] = [];
  let end = (): void => {};
  const pause = (milliseconds: number, signal: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      asked.push(milliseconds);
      end = resolve;
      signal.addEventListener('abort', () => resolve());
      if (signal.aborted) resolve();
    });
  /** Waits until the queue pauses for the `count`th time, then ends that pause. */
  const endPause = async (count: number): Promise<void> => {
    await until(`pause ${count}`, () => asked.length === count);
    end();
  };
  return { asked, pause, endPause };
};

const aQueue = () => {
  const compared: string[][] = [];
  const errors: string[] = [];
  const state = { failing: false };
  const { asked, pause, endPause } = manualPauses();
  const work = async (what: string[]): Promise<void> => {
    if (state.failing) throw new Error('the database is away');
    compared.push(what);
  };
  const queue = createQueue(
    {
      compare: (documentIds) => work([...documentIds]),
      compareAll: () => work(['*']),
      onError: ({ message }) => void errors.push(message),
    },
    pause
  );
  queue.start();
  return { queue, compared, errors, state, asked, endPause };
};

describe('the queue of comparisons', () => {
  it('joins what is added within a moment', async () => {
    const { queue, compared, endPause } = aQueue();
    queue.add(['a']);
    queue.add(['b', 'a']);
    await endPause(1);
    await until('the first comparison', () => compared.length === 1);
    queue.addAll();
    await endPause(2);
    await until('the second comparison', () => compared.length === 2);
    expect(compared).toEqual([['a', 'b'], ['*']]);
    await queue.stop();
  });

  it('waits out ever longer pauses after failures, however much is added meanwhile', async () => {
    const { queue, compared, errors, state, asked, endPause } = aQueue();
    state.failing = true;
    queue.add(['a']);
    await endPause(1);
    await until('the pause after the failure', () => asked.length === 2);
    for (let count = 0; count < 10; count += 1) queue.addAll();
    expect(errors).toHaveLength(1);
    await endPause(2);
    await endPause(3);
    await until('the pause after the second failure', () => asked.length === 4);
    expect(asked.filter((milliseconds) => milliseconds >= 1_000)).toEqual([1_000, 5_000]);
    state.failing = false;
    await endPause(4);
    await endPause(5);
    await until('the comparisons', () => compared.length === 2);
    expect(compared).toEqual([['a'], ['*']]);
    await queue.stop();
  });

  it('abandons a comparison of all records when it is stopped, but still compares what was edited', async () => {
    const compared: string[] = [];
    let begun = false;
    const queue = createQueue({
      compare: async (documentIds) => void compared.push(...documentIds),
      compareAll: (signal) =>
        new Promise((_, reject) => {
          begun = true;
          signal.addEventListener('abort', () => reject(signal.reason as Error));
        }),
      onError: () => {},
    });
    queue.start();
    queue.addAll();
    await until('the comparison of all records', () => begun);
    queue.add(['edited']);
    await queue.stop();
    expect(queue.signal.aborted).toBe(true);
    expect(compared).toEqual(['edited']);
  });
});
