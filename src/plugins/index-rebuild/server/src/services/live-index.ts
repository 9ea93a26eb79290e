import { IndexRebuildError, toIndexRebuildError } from '../domain/errors';
import type { LiveHolder } from '../ports/live';
import type { SearchBackend } from '../ports/search-backend';
import type { Searcher } from '../ports/searcher';

/** How long a request waits for a searcher that is starting. */
const WAIT_MS = 8_000;
/** A searcher that dies right after its start is started again ever more slowly. */
const RESTART_DELAYS_MS = [0, 500, 2_000, 10_000, 30_000];
const HEALTHY_AFTER_MS = 60_000;
/** How long a shutdown waits for queries in flight. */
const CLOSE_LIMIT_MS = 3_000;

type LiveIndexOptions = {
  backend: Pick<SearchBackend, 'open'>;
  log: { info(message: string): void; warn(message: string): void };
  /** Queries that may wait for the searcher. */
  maxWaiting: number;
};

const PROBE = { wanted: { text: 'probe' }, mode: 'semantic', k: 1 } as const;

/** Why the searcher does not answer as it should; null when it does. */
const probe = async (searcher: Searcher): Promise<IndexRebuildError | null> => {
  const silent = new IndexRebuildError('SWAP_FAILED', 'The new searcher did not answer its first query.');
  try {
    const { hits } = await searcher.search(PROBE);
    return hits.length === 1 ? null : silent;
  } catch (thrown) {
    const error = toIndexRebuildError(thrown);
    return error.code === 'EMBEDDER_UNAVAILABLE' ? error : silent;
  }
};

const overloaded = (): IndexRebuildError =>
  new IndexRebuildError('SEARCH_OVERLOADED', 'Too many searches are waiting. Try again in a second.');

/**
 * The live searcher of this Strapi process. Requests take the handle once and keep it, so that each
 * answer comes from one generation; a swap is one assignment.
 */
export class LiveIndex implements LiveHolder {
  private current: Searcher | null = null;

  private trouble: IndexRebuildError | null = null;

  private starting: Promise<unknown> | null = null;

  private tail: Promise<unknown> = Promise.resolve();

  private closed = false;

  private deaths = 0;

  private readonly options: LiveIndexOptions;

  constructor(options: LiveIndexOptions) {
    this.options = options;
  }

  /** The generation that answers in this moment. */
  get generation(): string | null {
    return this.current?.generation ?? null;
  }

  /** Why nothing answers; null while something does or nothing was ever built. */
  get problem(): IndexRebuildError | null {
    return this.current ? null : this.trouble;
  }

  exclusive<T>(work: () => Promise<T>): Promise<T> {
    const result = this.tail.then(work);
    this.tail = result.catch(() => {});
    return result;
  }

  /** @param wordsSuffice Take it even if nothing embeds queries now: it answers by words alone. */
  async prepare(generation: string, wordsSuffice = false): Promise<Searcher> {
    const searcher = await this.options.backend.open(generation);
    const failure = await probe(searcher);
    if (failure && !(wordsSuffice && failure.code === 'EMBEDDER_UNAVAILABLE')) {
      await searcher.drain();
      throw failure;
    }
    return searcher;
  }

  activate(searcher: Searcher): void {
    const before = this.current;
    this.current = searcher;
    this.trouble = null;
    if (before) void before.drain();
    this.options.log.info(`[index-rebuild] generation ${searcher.generation} is live`);
    this.restartWhenItDies(searcher);
  }

  /**
   * Serves the generation that `wanted` names if it is not served already; `wanted` is asked when
   * no swap is under way. A failure is kept as the problem.
   */
  async follow(wanted: () => Promise<string | null>): Promise<void> {
    await this.exclusive(async () => {
      const generation = await wanted();
      if (this.closed || generation === null || generation === this.generation) return;
      const loading = this.prepare(generation, true);
      this.starting = loading.catch(() => {});
      try {
        this.activate(await loading);
      } catch (error) {
        this.trouble = toIndexRebuildError(error, 'GENERATION_CORRUPT');
        this.options.log.warn(`[index-rebuild] ${this.trouble.message}`);
      } finally {
        this.starting = null;
      }
    });
  }

  /**
   * Runs `work` on the live searcher. When that dies under it, waits for the next one and runs
   * `work` once more from its start.
   *
   * @throws SEARCH_OVERLOADED, NO_GENERATION, GENERATION_MISSING, GENERATION_CORRUPT or SEARCHER_UNAVAILABLE.
   */
  async use<T>(work: (searcher: Searcher) => Promise<T>): Promise<T> {
    for (let last = false; ; last = true) {
      const searcher = await this.available();
      if (searcher.waiting >= this.options.maxWaiting) throw overloaded();
      try {
        return await searcher.use(work);
      } catch (error) {
        if (!(error instanceof IndexRebuildError) || error.code !== 'SEARCHER_DIED') throw error;
        if (last) throw this.unavailable();
        // Its end is noticed here before the next one is asked for.
        await searcher.ended;
      }
    }
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.tail;
    const searcher = this.current;
    this.current = null;
    await searcher?.drain(CLOSE_LIMIT_MS);
  }

  private unavailable(): IndexRebuildError {
    return new IndexRebuildError(
      'SEARCHER_UNAVAILABLE',
      'Search is starting again. Try again in a few seconds.'
    );
  }

  private async available(): Promise<Searcher> {
    if (!this.current && this.starting) {
      let timer: NodeJS.Timeout | undefined;
      const limit = new Promise((resolve) => (timer = setTimeout(resolve, WAIT_MS)));
      await Promise.race([this.starting, limit]);
      clearTimeout(timer);
    }
    if (this.current) return this.current;
    if (this.starting) throw this.unavailable();
    throw (
      this.trouble ??
      new IndexRebuildError('NO_GENERATION', 'There is no search index yet. Run a rebuild first.')
    );
  }

  private restartWhenItDies(searcher: Searcher): void {
    const startedAt = performance.now();
    void searcher.ended.then((how) => {
      if (this.closed || this.current !== searcher) return;
      this.current = null;
      this.deaths = performance.now() - startedAt > HEALTHY_AFTER_MS ? 0 : this.deaths + 1;
      this.options.log.warn(`[index-rebuild] the searcher ended (${how}); starting another`);
      this.starting = this.restart(searcher.generation);
    });
  }

  private async restart(generation: string): Promise<void> {
    const delay = RESTART_DELAYS_MS[Math.min(this.deaths, RESTART_DELAYS_MS.length) - 1] ?? 0;
    this.trouble = this.unavailable();
    if (delay > 0) await new Promise((resolve) => setTimeout(resolve, delay).unref());
    // A swap that came in between has made another searcher live already.
    await this.follow(async () => (this.current ? null : generation));
  }
}
