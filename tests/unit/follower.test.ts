import { createFollow } from '../../src/plugins/index-rebuild/server/src/services/follower';

/** A pointer, and a searcher that loads what it is asked for unless that is damaged. */
const setUp = () => {
  const world = { pointer: 'a' as string | null, served: null as string | null, damaged: new Set<string>() };
  const asked: (string | null)[] = [];
  let time = 0;
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
  const follow = createFollow({ catalog, live }, () => time);
  return { world, asked, follow, at: (seconds: number) => ((time = seconds * 1000), follow()) };
};

describe('following the catalog', () => {
  it('waits before it tries again what could not be loaded, also while another generation answers', async () => {
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

  it('does not wait for another generation, nor for one that was served before', async () => {
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

  it('asks for nothing that is served already, or while nothing is live', async () => {
    const { world, asked, at } = setUp();
    await at(0);
    await at(1);
    world.pointer = null;
    await at(2);
    expect(asked).toEqual(['a']);
  });
});
