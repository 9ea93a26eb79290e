import { createAdmission } from '../../src/plugins/index-rebuild/server/src/services/search/admission';

const LIMITS = { maxWaiting: 100, timeoutMs: 2000 };

/** A search that ends when it is told to. */
const held = () => {
  let end = (): void => {};
  const work = () => new Promise<void>((resolve) => (end = resolve));
  return { work, end: () => end() };
};

describe('admission of searches', () => {
  let time = 0;
  const open = (limits = LIMITS) => createAdmission({ ...limits, now: () => time });

  /** `count` searches that were begun together and end one after the other, each `everyMs` later. */
  const runTogether = async (admission: ReturnType<typeof open>, count: number, everyMs: number) => {
    const searches = Array.from({ length: count }, held);
    const running = searches.map(({ work }) => admission.run(work));
    for (const [at, { end }] of searches.entries()) {
      time += everyMs;
      end();
      await running[at];
    }
  };

  it('admits searches that can expect an answer in time, and refuses the others before they start', async () => {
    const admission = open();
    await runTogether(admission, 50, 100);
    const work = jest.fn(() => new Promise<void>(() => {}));
    const outcomes = Array.from({ length: 60 }, () => admission.run(work));
    const codes = await Promise.all(
      outcomes.map((outcome) => Promise.race([outcome.catch(({ code }) => code), Promise.resolve('in')]))
    );
    await Promise.allSettled(outcomes.slice(work.mock.calls.length));
    // 100 ms each: 20 wait two seconds.
    expect(work.mock.calls.length).toBeGreaterThanOrEqual(18);
    expect(work.mock.calls.length).toBeLessThanOrEqual(23);
    expect(codes).toHaveLength(60);
    await expect(admission.run(work)).rejects.toMatchObject({
      code: 'SEARCH_OVERLOADED',
      status: 503,
      retryAfter: 1,
    });
  });

  it('always admits a search that is alone, however slow earlier ones were', async () => {
    const admission = open();
    await runTogether(admission, 4, 60_000);
    await expect(admission.run(() => Promise.resolve('answer'))).resolves.toBe('answer');
  });

  it('admits two again after a standstill, and learns from them that it is over', async () => {
    const admission = open();
    await runTogether(admission, 4, 60_000);
    for (let turn = 0; turn < 50; turn += 1) await runTogether(admission, 2, 5);
    await expect(runTogether(admission, 20, 5)).resolves.toBeUndefined();
  });

  it('does not learn what a search costs from one that runs aside, but counts it among those that wait', async () => {
    const admission = open({ ...LIMITS, maxWaiting: 2 });
    await runTogether(admission, 2, 10);
    const before = admission.expectedWait();
    const [first, aside] = [held(), held()];
    const running = [admission.run(first.work), admission.runAside(aside.work)];
    await expect(admission.run(held().work)).rejects.toMatchObject({ code: 'SEARCH_OVERLOADED' });
    time += 60_000;
    aside.end();
    await running[1];
    first.end();
    await running[0];
    expect(admission.expectedWait()).toBe(before);
  });

  it('admits more again once searches have become fast', async () => {
    const admission = open();
    await runTogether(admission, 15, 1000);
    const before = (admission.run(held().work), admission.run(held().work), admission.expectedWait());
    await runTogether(admission, 1, 1).catch(() => {});
    for (let turn = 0; turn < 20; turn += 1) await admission.run(() => Promise.resolve());
    expect(admission.expectedWait()).toBeLessThan(before);
  });

  it('does not count time spent waiting for a searcher to start', async () => {
    const admission = open();
    const first = held();
    const running = [
      admission.run(first.work),
      admission.run(async (begun) => {
        time += 8000;
        begun();
        time += 10;
      }),
    ];
    await running[1];
    expect(admission.expectedWait()).toBeLessThanOrEqual(10);
    first.end();
    await running[0];
  });

  it('never admits more than may wait', async () => {
    const admission = open({ maxWaiting: 2, timeoutMs: 2000 });
    const searches = [held(), held()];
    const running = searches.map(({ work }) => admission.run(work));
    await expect(admission.run(held().work)).rejects.toMatchObject({ code: 'SEARCH_OVERLOADED' });
    searches.forEach(({ end }) => end());
    await Promise.all(running);
    await expect(admission.run(() => Promise.resolve(1))).resolves.toBe(1);
  });
});
