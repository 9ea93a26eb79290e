import type { StageName } from '../../src/plugins/index-rebuild/shared/contracts';
import pluginConfig from '../../src/plugins/index-rebuild/server/src/config';
import { settingsSchema } from '../../src/plugins/index-rebuild/server/src/config/schema';
import type { IndexRebuildError } from '../../src/plugins/index-rebuild/server/src/domain/errors';
import type { RunLimits } from '../../src/plugins/index-rebuild/server/src/domain/run-limits';
import { watchLimits } from '../../src/plugins/index-rebuild/server/src/services/runs/watch-limits';

const NONE: RunLimits = { runSeconds: null, stageSeconds: {}, noProgressSeconds: null };

describe('limits of a run', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  const watch = (limits: Partial<RunLimits>) => {
    const exceeded: IndexRebuildError[] = [];
    const limitsWatch = watchLimits({ ...NONE, ...limits }, (error) => exceeded.push(error));
    const report = (stage: StageName, done = 0) => limitsWatch.heard({ stage, done, total: 10 });
    return { exceeded, report, ...limitsWatch };
  };

  const seconds = (count: number): Promise<void> => jest.advanceTimersByTimeAsync(count * 1_000);

  it('ends a run as a whole, and says in which stage', async () => {
    const { exceeded, report } = watch({ runSeconds: 10 });
    report('embed');
    await seconds(9.9);
    expect(exceeded).toEqual([]);
    await seconds(0.2);
    expect(exceeded).toMatchObject([
      { code: 'RUN_TOO_LONG', details: { stage: 'embed', limit: 'limits.runSeconds', seconds: 10 } },
    ]);
    expect(exceeded[0].message).toContain('"embed"');
    await seconds(100);
    expect(exceeded).toHaveLength(1);
  });

  it('ends a stage by its own limit, which starts with it and not with its progress', async () => {
    const { exceeded, report } = watch({ stageSeconds: { embed: 10 } });
    report('snapshot');
    await seconds(60);
    report('embed');
    for (let done = 1; done <= 5; done += 1) {
      await seconds(1.9);
      report('embed', done);
    }
    expect(exceeded).toEqual([]);
    await seconds(1);
    expect(exceeded).toMatchObject([
      { code: 'RUN_TOO_LONG', details: { limit: 'limits.stageSeconds.embed' } },
    ]);
  });

  it('takes no stage for too long that has made room for the next', async () => {
    const { exceeded, report } = watch({ stageSeconds: { embed: 10 } });
    report('embed');
    await seconds(9);
    report('build');
    await seconds(60);
    expect(exceeded).toEqual([]);
  });

  it('notices a stage that does not get any further, even if it goes on reporting', async () => {
    const { exceeded, report } = watch({ noProgressSeconds: 10 });
    report('embed', 3);
    for (let second = 0; second < 9; second += 1) {
      await seconds(1);
      report('embed', 3);
    }
    expect(exceeded).toEqual([]);
    await seconds(1.1);
    expect(exceeded).toMatchObject([
      { code: 'RUN_STALLED', details: { stage: 'embed', limit: 'limits.noProgressSeconds', seconds: 10 } },
    ]);
  });

  it('is patient with a stage that is slow and gets further', async () => {
    const { exceeded, report } = watch({ noProgressSeconds: 10 });
    for (let done = 0; done < 10; done += 1) {
      report('embed', done);
      await seconds(9);
    }
    expect(exceeded).toEqual([]);
  });

  it('ends nothing any more once it is stopped', async () => {
    const { exceeded, report, stop } = watch({
      ...{ runSeconds: 10, stageSeconds: { swap: 10 }, noProgressSeconds: 10 },
    });
    report('swap', 2);
    stop();
    report('swap', 3);
    expect(jest.getTimerCount()).toBe(0);
    await seconds(100);
    expect(exceeded).toEqual([]);
  });

  it('does not wait for work that was told to end and hangs', async () => {
    const { report, during } = watch({ noProgressSeconds: 10 });
    const outcome = during(new Promise<void>(() => {})).catch((error: IndexRebuildError) => error.code);
    report('preflight');
    await seconds(14.9);
    await expect(Promise.race([outcome, 'still waiting'])).resolves.toBe('still waiting');
    await seconds(0.2);
    await expect(outcome).resolves.toBe('RUN_STALLED');
  });

  it('passes on how work ends that does not hang', async () => {
    const { during } = watch({ runSeconds: 10 });
    await expect(during(Promise.resolve(7))).resolves.toBe(7);
    await expect(during(Promise.reject(new Error('no')))).rejects.toThrow('no');
  });
});

describe('the setting', () => {
  it('limits by default only how long a stage may go without progress', () => {
    expect(settingsSchema.parse({}).limits).toEqual({
      runSeconds: null,
      stageSeconds: {},
      noProgressSeconds: 1_800,
    });
  });

  it.each([
    [{ runSeconds: 0 }, 'limits.runSeconds'],
    [{ runSeconds: 2_000_000 }, 'limits.runSeconds'],
    [{ noProgressSeconds: '10' }, 'limits.noProgressSeconds'],
    [{ stageSeconds: { embed: 0 } }, 'limits.stageSeconds.embed'],
    [{ stageSeconds: { embedd: 10 } }, 'limits.stageSeconds: Unrecognized key: "embedd"'],
    [{ stageSeconds: { retire: 10 } }, 'limits.stageSeconds: Unrecognized key: "retire"'],
  ])('refuses %j and names the key', (limits, key) => {
    expect(() => pluginConfig.validator({ limits })).toThrow(`index-rebuild: ${key}`);
  });
});
