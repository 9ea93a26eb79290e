import { IndexRebuildError } from '../../src/plugins/index-rebuild/server/src/domain/errors';
import { createVersions } from '../../src/plugins/index-rebuild/server/src/services/try-search/versions';

const GB = 1024 ** 3;
const MINUTE_MS = 60_000;

/** Searchers that answer with their generation's name, over three versions of which `live` is the live one. */
const open = () => {
  const opened: string[] = [];
  const ended: string[] = [];
  const world = {
    time: 0,
    free: 8 * GB,
    kept: ['live', 'old', 'older', 'lost'],
    problem: null as Error | null,
    away: null as Error | null,
  };
  const searcherOf = (generation: string) => {
    let end: (how: string) => void;
    const searcher = {
      generation,
      ended: new Promise<string>((resolve) => {
        end = resolve;
      }),
      search: async () => ({ hits: [{}] }),
      use: (work: (one: unknown) => unknown) => work(searcher),
      async drain() {
        ended.push(generation);
        end('drained');
      },
      die: () => end('signal SIGKILL'),
    };
    return searcher;
  };
  const versions = createVersions({
    timeouts: { firstQueryMs: 1_000 },
    backend: {
      async open(generation: string, options: object) {
        if (world.problem) throw world.problem;
        expect(options).toEqual({ beside: false, lowPriority: true });
        opened.push(generation);
        return searcherOf(generation);
      },
      async holds(generation: string) {
        if (world.away) throw world.away;
        return generation !== 'lost';
      },
    },
    catalog: { read: async () => ({ liveGeneration: 'live' }) },
    generations: { complete: async () => world.kept.map((name) => ({ name, bytes: GB })) },
    live: { generation: 'live', use: (work: (one: unknown) => unknown) => work(searcherOf('live')) },
    freeMemory: async () => world.free,
    embedder: 'local',
    now: () => world.time,
    log: { info: () => {}, warn: () => {} },
  } as never);
  const ask = (version?: string) => versions.use(version, async ({ generation }) => generation);
  return { world, versions, ask, opened, ended };
};

describe('versions that are tried', () => {
  it('are answered by the live searcher when none, or the live one, is asked for', async () => {
    const { ask, opened } = open();
    expect([await ask(), await ask('live')]).toEqual(['live', 'live']);
    expect(opened).toEqual([]);
  });

  it('are opened once, and at most one at a time', async () => {
    const { ask, opened, ended } = open();
    expect(await Promise.all([ask('old'), ask('old'), ask('older')])).toEqual(['old', 'old', 'older']);
    expect(opened).toEqual(['old', 'older']);
    expect(ended).toEqual(['old']);
  });

  it('keeps the one that is in use until its query is answered', async () => {
    const { versions, ask, ended } = open();
    let answer = (): void => {};
    const slow = versions.use('old', () => new Promise<void>((resolve) => (answer = resolve)));
    await ask('old');
    expect(ended).toEqual([]);
    answer();
    await slow;
  });

  it.each([
    ['unused for some minutes', (world: ReturnType<typeof open>['world']) => (world.time = 6 * MINUTE_MS)],
    ['removed', (world) => (world.kept = ['live'])],
    ['in the way of memory', (world) => (world.free = 1024)],
  ] as [string, (world: ReturnType<typeof open>['world']) => unknown][])(
    'are closed when %s',
    async (_, change) => {
      const { world, versions, ask, ended } = open();
      await ask('old');
      await versions.tick();
      expect(ended).toEqual([]);
      change(world);
      await versions.tick();
      await versions.rest();
      expect(ended).toEqual(['old']);
    }
  );

  it('are listed without those that are gone, and all of them while nobody can tell', async () => {
    const { world, versions, ask } = open();
    const listed = async () => (await versions.kept()).map(({ row, problem }) => [row.name, problem?.code]);
    expect(await listed()).toEqual([
      ['live', undefined],
      ['old', undefined],
      ['older', undefined],
    ]);
    world.away = new IndexRebuildError('SEARCH_CLUSTER_UNAVAILABLE', 'No answer.');
    expect(await listed()).toEqual(world.kept.map((name) => [name, 'SEARCH_CLUSTER_UNAVAILABLE']));
    await expect(ask('old')).rejects.toMatchObject({ code: 'SEARCH_CLUSTER_UNAVAILABLE', status: 503 });
  });

  it('stay open while what holds them is away', async () => {
    const { world, versions, ask, ended } = open();
    await ask('old');
    world.away = new IndexRebuildError('ARTIFACT_STORE_UNAVAILABLE', 'No answer.');
    await versions.tick();
    expect(ended).toEqual([]);
  });

  it('are opened again after a rest, and no more after the end', async () => {
    const { versions, ask, opened } = open();
    await ask('old');
    await versions.rest();
    await ask('old');
    expect(opened).toEqual(['old', 'old']);
    await versions.close();
    await expect(ask('old')).rejects.toMatchObject({ code: 'GENERATION_NOT_OPENED' });
  });

  it('say why they cannot be opened', async () => {
    const { world, ask } = open();
    for (const version of ['unknown', 'lost']) {
      await expect(ask(version)).rejects.toMatchObject({ code: 'GENERATION_NOT_FOUND', status: 404 });
    }
    world.problem = new IndexRebuildError('GENERATION_CORRUPT', 'vectors.f32 is damaged.');
    await expect(ask('old')).rejects.toMatchObject({
      code: 'GENERATION_NOT_OPENED',
      message: expect.stringContaining('vectors.f32 is damaged.'),
    });
    world.free = GB;
    await expect(ask('old')).rejects.toMatchObject({ code: 'INSUFFICIENT_MEMORY' });
  });
});
