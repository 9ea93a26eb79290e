import { defaultThreads, settingsSchema } from '../../src/plugins/index-rebuild/server/src/config/schema';

describe('what a builder may use by default', () => {
  it.each([
    [0, 1],
    [1, 1],
    [3, 3],
    [4, 4],
    [64, 4],
  ])('%d cores give %d threads', (cores, threads) => {
    expect(defaultThreads(cores)).toBe(threads);
  });

  it('is at most four threads, and the memory that suits them', () => {
    const { builder } = settingsSchema.parse({});
    expect(builder.threads).toBeLessThanOrEqual(4);
    expect(builder.memoryMb).toBeNull();
  });
});
