import { inLanes } from '../../src/plugins/index-rebuild/server/src/lib/lanes';

describe('inLanes', () => {
  it('gives results in the order of the items and never runs more at a time than allowed', async () => {
    let underWay = 0;
    let most = 0;
    const results = await inLanes([5, 1, 4, 2, 3], 2, async (item) => {
      underWay += 1;
      most = Math.max(most, underWay);
      for (let turn = 0; turn < item; turn += 1) await Promise.resolve();
      underWay -= 1;
      return item * 10;
    });
    expect(results).toEqual([50, 10, 40, 20, 30]);
    expect(most).toBe(2);
  });

  it('throws the first error once the work under way has stopped, and starts nothing new', async () => {
    const events: string[] = [];
    const work = async (item: string, signal: AbortSignal): Promise<void> => {
      events.push(`${item} begins`);
      if (item === 'bad') throw new Error('refused');
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      await new Promise((resolve) => setImmediate(resolve));
      events.push(`${item} has stopped`);
      throw new Error('stopped');
    };
    await expect(inLanes(['slow', 'bad', 'next'], 2, work)).rejects.toThrow('refused');
    expect(events).toEqual(['slow begins', 'bad begins', 'slow has stopped']);
  });

  it("passes on the caller's signal", async () => {
    const caller = new AbortController();
    const seen: unknown[] = [];
    const done = inLanes(
      ['a', 'b'],
      2,
      (_, signal) =>
        new Promise<void>((resolve) =>
          signal.addEventListener('abort', () => {
            seen.push(signal.reason);
            resolve();
          })
        ),
      caller.signal
    );
    caller.abort('enough');
    await done;
    expect(seen).toEqual(['enough', 'enough']);
  });
});
