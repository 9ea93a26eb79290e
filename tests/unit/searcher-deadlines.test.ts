import { batched } from '../../src/plugins/index-rebuild/server/src/backends/embedded/searcher/batched';
import { createQueryBatcher } from '../../src/plugins/index-rebuild/server/src/backends/embedded/searcher/query-batcher';
import { createTurns } from '../../src/plugins/index-rebuild/server/src/backends/embedded/searcher/turns';
import { monotonicMs } from '../../src/plugins/index-rebuild/server/src/lib/monotonic';
import { PendingQueries } from '../../src/plugins/index-rebuild/server/src/processes/searcher/pending-queries';

const LATE = { code: 'SEARCH_OVERLOADED' };

const busyFor = (ms: number): void => {
  const until = monotonicMs() + ms;
  while (monotonicMs() < until);
};

describe('turns', () => {
  it('let the event loop read messages after each slice of time', async () => {
    const turn = createTurns();
    const order: string[] = [];
    const longQuery = async (): Promise<void> => {
      for (const piece of ['a', 'b', 'c']) {
        await turn(undefined);
        order.push(piece);
        // As a message would be: it is read in the next round of the event loop.
        setImmediate(() => order.push(`after ${piece}`));
        busyFor(30);
      }
    };
    await longQuery();
    expect(order.indexOf('after a')).toBeGreaterThan(0);
    expect(order.indexOf('after a')).toBeLessThan(order.indexOf('c'));
  });

  it('waste no rounds of the event loop on short pieces', async () => {
    const turn = createTurns();
    await turn(undefined);
    let rounds = 0;
    setImmediate(() => (rounds += 1));
    for (let piece = 0; piece < 5; piece += 1) await turn(undefined);
    expect(rounds).toBe(0);
  });

  it('drop queries whose turn comes after their deadline, and go on with the others', async () => {
    const turn = createTurns();
    const deadline = monotonicMs() + 20;
    const long = turn(undefined).then(() => busyFor(40));
    const late = turn(deadline);
    const patient = turn(monotonicMs() + 10_000);
    await long;
    await expect(late).rejects.toMatchObject(LATE);
    await expect(patient).resolves.toBeUndefined();
  });
});

describe('batches', () => {
  it('drop late calls before any work is done for them', async () => {
    // A clock that only the work moves: however busy the machine is, the first two are in time.
    const clock = jest.spyOn(process.hrtime, 'bigint').mockReturnValue(0n);
    try {
      const worked: string[][] = [];
      const call = batched(2, async (inputs: string[]) => {
        worked.push(inputs);
        clock.mockReturnValue(30_000_000n);
        return inputs;
      });
      const soon = monotonicMs() + 15;
      const calls = [call('a', soon), call('b'), call('late', soon), call('c')];
      await expect(calls[2]).rejects.toMatchObject(LATE);
      expect(await Promise.all([calls[0], calls[1], calls[3]])).toEqual(['a', 'b', 'c']);
      expect(worked).toEqual([['a', 'b'], ['c']]);
    } finally {
      clock.mockRestore();
    }
  });

  it('blame the embedder when it is slow, and the number of searches otherwise', async () => {
    const stuck = createQueryBatcher({ embed: () => new Promise(() => {}) }, 1);
    await expect(stuck.embed('query', monotonicMs() + 3_000)).rejects.toMatchObject({
      code: 'EMBEDDER_UNAVAILABLE',
    });
    const busy = createQueryBatcher({ embed: () => new Promise(() => {}) }, 1);
    await expect(busy.embed('query', monotonicMs() + 30)).rejects.toMatchObject(LATE);
  });
});

describe('queries that were sent', () => {
  it('are refused after their deadline, although the searcher says nothing', async () => {
    const pending = new PendingQueries();
    const { id, answer } = pending.add(monotonicMs() + 10);
    await expect(answer).rejects.toMatchObject(LATE);
    // The late answer has no query left to go to.
    pending.answered(id, { hits: [], total: 0, exhausted: true, minScore: null });
  });

  it('are each answered by id, and fail together when the searcher is gone', async () => {
    const pending = new PendingQueries();
    const [one, two, three] = [
      pending.add(undefined),
      pending.add(monotonicMs() + 60_000),
      pending.add(undefined),
    ];
    pending.answered(two.id, { hits: [], total: 7, exhausted: true, minScore: null });
    pending.refused(one.id, { code: 'RECORD_NOT_INDEXED', message: 'no' });
    expect((await two.answer).total).toBe(7);
    await expect(one.answer).rejects.toMatchObject({ code: 'RECORD_NOT_INDEXED' });
    const gone = expect(three.answer).rejects.toThrow('gone');
    pending.failAll(new Error('gone') as never);
    await gone;
  });
});
