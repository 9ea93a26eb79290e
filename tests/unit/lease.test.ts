import { leaseTimings } from '../../src/plugins/index-rebuild/server/src/domain/lease';

describe('leaseTimings', () => {
  it.each([
    [30, { leaseMs: 30_000, renewEveryMs: 10_000, abortAfterMs: 24_000 }],
    [2, { leaseMs: 2_000, renewEveryMs: 666, abortAfterMs: 1_600 }],
    [1, { leaseMs: 1_000, renewEveryMs: 333, abortAfterMs: 800 }],
  ])('of %d s are %j', (seconds, timings) => {
    expect(leaseTimings(seconds)).toEqual(timings);
  });

  it.each([1, 1.5, 7, 30, 600])(
    'let the holder of a lease of %d s try twice before it gives up in time',
    (seconds) => {
      const { leaseMs, renewEveryMs, abortAfterMs } = leaseTimings(seconds);
      expect(2 * renewEveryMs).toBeLessThan(abortAfterMs);
      expect(leaseMs - abortAfterMs).toBeGreaterThanOrEqual(leaseMs / 5);
    }
  );
});
