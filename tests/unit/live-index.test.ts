import {
  IndexRebuildError,
  searchOverloaded,
} from '../../src/plugins/index-rebuild/server/src/domain/errors';
import { monotonicMs } from '../../src/plugins/index-rebuild/server/src/lib/monotonic';
import type { Searcher, SearchRequest } from '../../src/plugins/index-rebuild/server/src/ports/searcher';
import { LiveIndex } from '../../src/plugins/index-rebuild/server/src/services/live';
import { probe } from '../../src/plugins/index-rebuild/server/src/services/live/probe';
import {
  countFailures,
  restartDelay,
} from '../../src/plugins/index-rebuild/server/src/services/live/restart-policy';

const GENERATION = '1-aaaaaaaaaaaa';
const HIT = {
  uid: 'api::expert.expert',
  documentId: 'a',
  locale: null,
  score: 1,
  highlight: null,
  parts: { whole: 1, passage: 1, lexical: 0, name: 0 },
};

/** A searcher without a process. */
class FakeSearcher implements Searcher {
  readonly generation = GENERATION;
  readonly records = 1;
  readonly ended: Promise<string>;
  die: (how: string) => void = () => {};

  constructor() {
    this.ended = new Promise((resolve) => (this.die = resolve));
  }

  search: Searcher['search'] = () =>
    Promise.resolve({ hits: [HIT], total: 1, exhausted: true, minScore: null });

  suggest() {
    return Promise.resolve({ suggestions: [] });
  }

  use<T>(work: (searcher: Searcher) => Promise<T>): Promise<T> {
    return work(this);
  }

  async drain(): Promise<void> {
    this.die('drained');
  }
}

const died = () => new IndexRebuildError('SEARCHER_DIED', 'The searcher process ended.');

describe('how long the next searcher waits', () => {
  it('is zero after the death of a searcher that had answered, however often that happens', () => {
    let failures = 0;
    for (let death = 0; death < 50; death += 1) {
      failures = countFailures(failures, { ms: 200, hasAnswered: true });
      expect(restartDelay(failures)).toBe(0);
    }
    expect(countFailures(6, { ms: 60_000, hasAnswered: false })).toBe(0);
  });

  it('grows in a crash loop, but not with the first deaths', () => {
    const delays: number[] = [];
    for (let failures = 0, death = 0; death < 12; death += 1) {
      failures = countFailures(failures, { ms: 200, hasAnswered: false });
      delays.push(restartDelay(failures));
    }
    expect(delays.slice(0, 2)).toEqual([0, 0]);
    expect(delays).toEqual([...delays].sort((a, b) => a - b));
    expect(delays.at(-1)).toBe(30_000);
  });
});

describe('the first query of a new searcher', () => {
  it('may take as long as the settings say, and the error names the setting', async () => {
    const searcher = new FakeSearcher();
    let left = 0;
    searcher.search = async ({ deadline = 0 }: SearchRequest) => {
      left = deadline - monotonicMs();
      throw searchOverloaded();
    };
    const failure = await probe(searcher, 7_000);
    expect(Math.abs(left - 7_000)).toBeLessThan(1_000);
    expect(failure).toMatchObject({
      code: 'SWAP_FAILED',
      message: expect.stringContaining('within 7000 ms (timeouts.firstQueryMs)'),
    });
  });
});

describe('the live index', () => {
  const open = () => {
    const opened: FakeSearcher[] = [];
    /** Errors that the next starts end with. */
    const broken: Error[] = [];
    const beside: boolean[] = [];
    const backend = {
      open: async (_: string, how: { beside: boolean }) => {
        beside.push(how.beside);
        const error = broken.shift();
        if (error) throw error;
        opened.push(new FakeSearcher());
        return opened[opened.length - 1];
      },
    };
    const live = new LiveIndex({
      backend,
      timeouts: { firstQueryMs: 1_000 },
      log: { info: () => {}, warn: () => {} },
    });
    return { live, opened, broken, beside, ask: () => live.use((searcher) => searcher.search({} as never)) };
  };

  beforeEach(() => jest.useFakeTimers({ doNotFake: ['performance', 'setImmediate', 'nextTick'] }));
  afterEach(() => jest.useRealTimers());

  it('replaces a searcher that is killed again and again at once, and no query fails', async () => {
    const { live, opened, ask } = open();
    await live.follow(async () => GENERATION);
    for (let death = 1; death <= 10; death += 1) {
      await ask();
      opened[opened.length - 1].die('signal SIGKILL');
      await Promise.resolve();
      // Timers stand still: a pause would never end.
      expect((await ask()).total).toBe(1);
      expect(opened).toHaveLength(death + 1);
    }
  });

  it('starts another one when the next dies while it loads', async () => {
    const { live, opened, broken, ask } = open();
    await live.follow(async () => GENERATION);
    await ask();
    broken.push(died(), died());
    opened[0].die('signal SIGKILL');
    await Promise.resolve();
    expect((await ask()).total).toBe(1);
    expect(opened).toHaveLength(2);
  });

  it('loads the next one gently while somebody asks the live one, and else as fast as it can', async () => {
    const { live, beside, ask } = open();
    await live.follow(async () => GENERATION);
    await live.prepare('next');
    await ask();
    await live.prepare('next');
    expect(beside).toEqual([false, false, true]);
  });

  it('does not keep starting searchers on damaged files', async () => {
    const { live, opened, broken, ask } = open();
    await live.follow(async () => GENERATION);
    broken.push(new IndexRebuildError('GENERATION_CORRUPT', 'damaged'));
    opened[0].die('signal SIGKILL');
    await Promise.resolve();
    await expect(ask()).rejects.toMatchObject({ code: 'GENERATION_CORRUPT' });
    expect(opened).toHaveLength(1);
  });

  it('retries a query once when its searcher died, and never when it was late', async () => {
    const { live, opened } = open();
    await live.follow(async () => GENERATION);
    const late = jest.fn(() => Promise.reject(new IndexRebuildError('SEARCH_OVERLOADED', 'late')));
    await expect(live.use(late)).rejects.toMatchObject({ code: 'SEARCH_OVERLOADED' });
    expect(late).toHaveBeenCalledTimes(1);
    const poison = jest.fn(async () => {
      opened[opened.length - 1].die('signal SIGSEGV');
      throw died();
    });
    await expect(live.use(poison)).rejects.toMatchObject({ code: 'SEARCHER_UNAVAILABLE' });
    expect(poison).toHaveBeenCalledTimes(2);
  });

  it('says when closed that search is restarting, not that there is no index', async () => {
    const { live, ask } = open();
    await live.follow(async () => GENERATION);
    await live.close();
    await expect(ask()).rejects.toMatchObject({ code: 'SEARCHER_UNAVAILABLE' });
  });
});
