import {
  createFollow,
  createFollower,
  type FollowerPorts,
} from '../../src/plugins/index-rebuild/server/src/services/follower';

const timings = { leaseMs: 30_000 };

/** A pointer, and a searcher that loads what it is asked for unless that is damaged. */
const fakeWorld = () => {
  const world = { pointer: 'a' as string | null, served: null as string | null, damaged: new Set<string>() };
  const asked: (string | null)[] = [];
  const live = {
    get generation() {
      return world.served;
    },
    follow: async (wanted: () => Promise<string | null>) => {
      const generation = await wanted();
      asked.push(generation);
      if (generation !== null && !world.damaged.has(generation)) world.served = generation;
    },
  };
  const catalog = {
    read: async () => ({ holder: null, token: 1, held: false, liveGeneration: world.pointer }),
  };
  return { world, asked, live, catalog };
};

const setUp = () => {
  const { world, asked, live, catalog } = fakeWorld();
  let time = 0;
  const follow = createFollow({ timings, catalog, live }, () => time);
  return { world, asked, follow, at: (seconds: number) => ((time = seconds * 1000), follow()) };
};

describe('following the catalog', () => {
  it('retries a generation that could not be loaded only after a pause, even while another one answers', async () => {
    const { world, asked, at } = setUp();
    await at(0);
    world.pointer = 'b';
    world.damaged.add('b');
    for (const second of [1, 2, 3, 30.9]) await at(second);
    expect(asked).toEqual(['a', 'b']);
    await at(31);
    expect(asked).toEqual(['a', 'b', 'b']);
    expect(world.served).toBe('a');
  });

  it('loads any other generation without that pause, including one that was served before', async () => {
    const { world, asked, at } = setUp();
    await at(0);
    world.pointer = 'b';
    world.damaged.add('b');
    await at(1);
    world.pointer = 'c';
    await at(2);
    world.pointer = 'a';
    await at(3);
    expect(asked).toEqual(['a', 'b', 'c', 'a']);
    expect(world.served).toBe('a');
  });

  it('loads nothing when the live generation is already served or none is live', async () => {
    const { world, asked, at } = setUp();
    await at(0);
    await at(1);
    world.pointer = null;
    await at(2);
    expect(asked).toEqual(['a']);
  });
});

describe('a process whose index another process swaps, such as the command line', () => {
  const STEP_MS = 50;
  /** What the docs promise. */
  const WITHIN_MS = 2_000;

  beforeEach(() => jest.useFakeTimers());

  afterEach(() => {
    jest.useRealTimers();
    jest.restoreAllMocks();
  });

  const startFollower = () => {
    const parts = fakeWorld();
    const warnings: string[] = [];
    const ports = {
      timings,
      live: parts.live,
      // Another process has the lease: there is nothing to tidy up.
      catalog: { ...parts.catalog, acquire: async () => null },
      log: { warn: (message: string) => void warnings.push(message) },
    };
    const runs = { endOrphaned: async () => {} };
    const onReturn = jest.fn();
    const follower = createFollower(ports as unknown as FollowerPorts, runs, [], onReturn);
    follower.start();
    return { ...parts, onReturn, warnings, catalog: ports.catalog, follower };
  };

  /** How long it takes until the generation is served, at most a minute. */
  const timeToServe = async (world: { served: string | null }, generation: string): Promise<number> => {
    for (let waited = 0; waited <= 60_000; waited += STEP_MS) {
      if (world.served === generation) return waited;
      await jest.advanceTimersByTimeAsync(STEP_MS);
    }
    return Infinity;
  };

  it.each([
    ['shortest', 0],
    ['longest', 1 - Number.EPSILON],
  ])('serves the new generation within 2 s, wherever in the %s pause the swap falls', async (_, jitter) => {
    jest.spyOn(Math, 'random').mockReturnValue(jitter);
    const { world, follower } = startFollower();
    await timeToServe(world, 'a');
    for (let phase = 0; phase < WITHIN_MS; phase += STEP_MS) {
      await jest.advanceTimersByTimeAsync(phase);
      world.pointer = `swapped-at-${phase}`;
      expect(await timeToServe(world, world.pointer)).toBeLessThanOrEqual(WITHIN_MS);
    }
    await follower.stop();
  });

  it('does so after a moment in which the database did not answer', async () => {
    const { world, catalog, onReturn, warnings, follower } = startFollower();
    await timeToServe(world, 'a');
    expect(onReturn).not.toHaveBeenCalled();
    const { read } = catalog;
    catalog.read = () => Promise.reject(new Error('connection lost'));
    await jest.advanceTimersByTimeAsync(10_000);
    expect(warnings).toEqual([expect.stringContaining('connection lost')]);
    catalog.read = read;
    world.pointer = 'b';
    expect(await timeToServe(world, 'b')).toBeLessThanOrEqual(WITHIN_MS);
    await jest.advanceTimersByTimeAsync(10_000);
    expect(onReturn).toHaveBeenCalledTimes(1);
    await follower.stop();
  });

  it('does everything else meanwhile when a generation takes long to load', async () => {
    jest.useRealTimers();
    const { catalog, live } = fakeWorld();
    const follow = jest.fn(() => new Promise<void>(() => {}));
    let ticks = 0;
    let onSecondTick = (): void => {};
    const secondTick = new Promise<void>((resolve) => (onSecondTick = resolve));
    const other = {
      tick: async () => {
        ticks += 1;
        if (ticks === 2) onSecondTick();
      },
    };
    const ports = {
      timings,
      ...{ live: { ...live, follow }, catalog: { ...catalog, acquire: async () => null } },
      log: { warn: () => {} },
    };
    const runs = { endOrphaned: async () => {} };
    const follower = createFollower(ports as unknown as FollowerPorts, runs, [other]);
    follower.start();
    await secondTick;
    expect(follow).toHaveBeenCalledTimes(1);
    await follower.stop();
  });

  it('does not once it is stopped', async () => {
    const { world, follower } = startFollower();
    await timeToServe(world, 'a');
    await follower.stop();
    world.pointer = 'b';
    expect(await timeToServe(world, 'b')).toBe(Infinity);
  });

  it('does not once it is stopped in the middle of a poll', async () => {
    const { world, catalog, follower } = startFollower();
    await timeToServe(world, 'a');
    const { read } = catalog;
    let polling = false;
    catalog.read = async () => {
      polling = true;
      await new Promise((resolve) => setTimeout(resolve, STEP_MS));
      return read();
    };
    while (!polling) await jest.advanceTimersByTimeAsync(STEP_MS / 2);
    const stopped = follower.stop();
    await jest.advanceTimersByTimeAsync(STEP_MS);
    await stopped;
    world.pointer = 'b';
    expect(await timeToServe(world, 'b')).toBe(Infinity);
  });
});
