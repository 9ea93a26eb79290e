import { leaseTimings, type Lease } from '../../src/plugins/index-rebuild/server/src/domain/lease';
import type { Catalog } from '../../src/plugins/index-rebuild/server/src/ports/catalog';
import { keepLease } from '../../src/plugins/index-rebuild/server/src/services/lease-keeper';

const LEASE: Lease = { holder: 'run', token: 1 };
/** Renewed every 1,000 ms, given up after 2,400. */
const TIMINGS = leaseTimings(3);

type Answer = { say(ours: boolean): void; fail(): void };

/** A database that answers a renewal when the test says so. */
const slowCatalog = () => {
  const asked: Answer[] = [];
  const renew = (): Promise<boolean> =>
    new Promise((resolve, reject) => {
      asked.push({ say: resolve, fail: () => reject(new Error('no connection')) });
    });
  return { asked, catalog: { renew } as unknown as Catalog };
};

describe('keepLease', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  const keep = () => {
    const { asked, catalog } = slowCatalog();
    const onLost = jest.fn();
    return { asked, onLost, stop: keepLease(catalog, LEASE, TIMINGS, onLost) };
  };

  it('keeps renewing as long as the database confirms the lease', async () => {
    const { asked, onLost, stop } = keep();
    for (let second = 1; second <= 10; second += 1) {
      await jest.advanceTimersByTimeAsync(1000);
      asked[second - 1].say(true);
    }
    expect(asked).toHaveLength(10);
    expect(onLost).not.toHaveBeenCalled();
    stop();
    expect(jest.getTimerCount()).toBe(0);
  });

  it('reports the loss once, however many answers are pending', async () => {
    const { asked, onLost } = keep();
    await jest.advanceTimersByTimeAsync(2000);
    for (const { say } of asked) say(false);
    await jest.advanceTimersByTimeAsync(10_000);
    expect(asked).toHaveLength(2);
    expect(onLost).toHaveBeenCalledTimes(1);
  });

  it('survives a renewal that failed if the next one succeeds', async () => {
    const { asked, onLost, stop } = keep();
    await jest.advanceTimersByTimeAsync(1000);
    asked[0].fail();
    await jest.advanceTimersByTimeAsync(1000);
    asked[1].say(true);
    await jest.advanceTimersByTimeAsync(2000);
    expect(onLost).not.toHaveBeenCalled();
    stop();
  });

  it('gives up when no answer comes', async () => {
    const { onLost } = keep();
    await jest.advanceTimersByTimeAsync(TIMINGS.abortAfterMs - 1);
    expect(onLost).not.toHaveBeenCalled();
    await jest.advanceTimersByTimeAsync(1);
    expect(onLost).toHaveBeenCalledTimes(1);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('counts from when it asked, as the lease itself does', async () => {
    const { asked, onLost } = keep();
    await jest.advanceTimersByTimeAsync(2300);
    asked[0].say(true);
    await jest.advanceTimersByTimeAsync(1000 + TIMINGS.abortAfterMs - 2300 - 1);
    expect(onLost).not.toHaveBeenCalled();
    await jest.advanceTimersByTimeAsync(1);
    expect(onLost).toHaveBeenCalledTimes(1);
  });

  it.each([true, false])('is silent once stopped, even if an answer (%s) arrives later', async (ours) => {
    const { asked, onLost, stop } = keep();
    await jest.advanceTimersByTimeAsync(1000);
    stop();
    asked[0].say(ours);
    await jest.advanceTimersByTimeAsync(10_000);
    expect(onLost).not.toHaveBeenCalled();
    expect(jest.getTimerCount()).toBe(0);
  });
});
