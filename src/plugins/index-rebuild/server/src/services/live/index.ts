import { setTimeout as sleep } from 'node:timers/promises';

import type { Timeouts } from '../../config/timeouts';
import { hasCode, IndexRebuildError, noGeneration, toIndexRebuildError } from '../../domain/errors';
import { isDamage } from '../../domain/recovery';
import { settledWithin } from '../../lib/settled-within';
import type { LiveHolder } from '../../ports/live';
import type { SearchBackend } from '../../ports/search-backend';
import type { Searcher } from '../../ports/searcher';
import { probe } from './probe';
import { countFailures, restartDelay } from './restart-policy';

/** How long a request waits for a searcher that is starting. */
const WAIT_MS = 8_000;
/** Without a query for this long, nobody is disturbed by a searcher that loads as fast as it can. */
const QUIET_MS = 10_000;
/** How long a shutdown waits for queries in flight. */
const CLOSE_LIMIT_MS = 3_000;

export type LiveIndexOptions = {
  backend: Pick<SearchBackend, 'open'>;
  timeouts: Pick<Timeouts, 'firstQueryMs'>;
  log: { info(message: string): void; warn(message: string): void };
};

const unavailable = (): IndexRebuildError =>
  new IndexRebuildError('SEARCHER_UNAVAILABLE', 'Search is starting again. Try again in a few seconds.');

/**
 * The live searcher of this Strapi process. Requests take the handle once and keep it, so that each
 * answer comes from one generation; a swap is one assignment.
 */
export class LiveIndex implements LiveHolder {
  private current: Searcher | null = null;

  private failure: IndexRebuildError | null = null;

  private starting: Promise<unknown> | null = null;

  private tail: Promise<unknown> = Promise.resolve();

  private closed = false;

  /** Searchers in a row that died useless, and whether the current one has answered. */
  private failures = 0;

  private hasAnswered = false;

  private askedAt = -Infinity;

  private equip: (searcher: Searcher) => Promise<void> = async () => {};

  private whenActivated: (generation: string) => void = () => {};

  private whenDead: (generation: string, how: string) => void = () => {};

  private readonly options: LiveIndexOptions;

  constructor(options: LiveIndexOptions) {
    this.options = options;
  }

  /** The generation that answers now. */
  get generation(): string | null {
    return this.current?.generation ?? null;
  }

  /** What answers now. */
  get searcher(): Searcher | null {
    return this.current;
  }

  /** @param equip Awaited before a searcher becomes live; must not throw. */
  equipWith(equip: (searcher: Searcher) => Promise<void>): void {
    this.equip = equip;
  }

  /** @param listener Called with the generation of every searcher that becomes live. */
  onActivated(listener: (generation: string) => void): void {
    this.whenActivated = listener;
  }

  /** @param listener Called with the generation of a live searcher that died, and how. */
  onDead(listener: (generation: string, how: string) => void): void {
    this.whenDead = listener;
  }

  /** Why nothing answers; null while something does, or when nothing was ever built. */
  get problem(): IndexRebuildError | null {
    return this.current ? null : this.failure;
  }

  /** Why the latest generation could not be loaded, also while an earlier one still answers. */
  get trouble(): IndexRebuildError | null {
    return this.failure;
  }

  exclusive<T>(work: () => Promise<T>): Promise<T> {
    const result = this.tail.then(work);
    this.tail = result.catch(() => {});
    return result;
  }

  /** @param wordsSuffice Accept a searcher that cannot embed queries and answers by words alone. */
  async prepare(generation: string, wordsSuffice = false): Promise<Searcher> {
    const beside = this.current !== null && performance.now() - this.askedAt < QUIET_MS;
    const searcher = await this.options.backend.open(generation, { beside });
    const failure = await probe(searcher, this.options.timeouts.firstQueryMs);
    if (failure && !(wordsSuffice && failure.code === 'EMBEDDER_UNAVAILABLE')) {
      await searcher.drain();
      throw failure;
    }
    if (failure) this.options.log.warn(`[index-rebuild] search answers by words alone: ${failure.message}`);
    await this.equip(searcher);
    return searcher;
  }

  activate(searcher: Searcher): void {
    const before = this.current;
    this.current = searcher;
    this.failure = null;
    this.hasAnswered = false;
    if (before) void before.drain();
    this.whenActivated(searcher.generation);
    this.options.log.info(`[index-rebuild] generation ${searcher.generation} is live`);
    const startedAt = performance.now();
    // What changed while it was made ready.
    void this.equip(searcher);
    void searcher.ended.then((how) => this.replace(searcher, how, performance.now() - startedAt));
  }

  /**
   * Serves the generation that `wanted` returns unless it is already served; `wanted` is called when
   * no swap is under way. A failure is kept as the problem.
   */
  async follow(wanted: () => Promise<string | null>): Promise<void> {
    await this.exclusive(async () => {
      const generation = await wanted();
      if (this.closed || generation === null || generation === this.generation) return;
      const loading = this.prepare(generation, true);
      if (!this.starting) void this.whileStarting(loading);
      try {
        this.activate(await loading);
      } catch (error) {
        this.failure = toIndexRebuildError(error, 'GENERATION_CORRUPT');
        this.options.log.warn(`[index-rebuild] ${this.failure.message}`);
      }
    });
  }

  /**
   * Runs `work` on the live searcher. When that dies under it, waits for the next one and runs
   * `work` once more from its start; nothing else is ever retried.
   *
   * @throws NO_GENERATION, GENERATION_MISSING, GENERATION_CORRUPT or SEARCHER_UNAVAILABLE.
   */
  async use<T>(work: (searcher: Searcher) => Promise<T>): Promise<T> {
    this.askedAt = performance.now();
    for (let last = false; ; last = true) {
      const searcher = await this.available();
      try {
        const result = await searcher.use(work);
        if (searcher === this.current) this.hasAnswered = true;
        return result;
      } catch (error) {
        if (error instanceof IndexRebuildError && isDamage(error.code)) this.abandon(searcher, error);
        if (!hasCode(error, 'SEARCHER_DIED')) throw error;
        if (last) throw unavailable();
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

  private async available(): Promise<Searcher> {
    const until = performance.now() + WAIT_MS;
    while (!this.current && this.starting && performance.now() < until) {
      await settledWithin(this.starting, until - performance.now());
    }
    if (this.current) return this.current;
    if (this.starting || this.closed) throw unavailable();
    throw this.failure ?? noGeneration();
  }

  /** What a searcher asks elsewhere is gone: it cannot answer any more, and another generation has to. */
  private abandon(searcher: Searcher, error: IndexRebuildError): void {
    if (this.closed || this.current !== searcher) return;
    this.current = null;
    this.failure = error;
    this.options.log.warn(`[index-rebuild] ${error.message}`);
    void searcher.drain();
  }

  /** Starts another searcher in place of one that died. */
  private replace(dead: Searcher, how: string, ms: number): void {
    if (this.closed || this.current !== dead) return;
    this.current = null;
    this.failures = countFailures(this.failures, { ms, hasAnswered: this.hasAnswered });
    this.options.log.warn(`[index-rebuild] the searcher ended (${how}); starting another`);
    this.whenDead(dead.generation, how);
    void this.restart(dead.generation);
  }

  /** Requests wait for a start in progress, but not during the pauses of a crash loop. */
  private async whileStarting(start: Promise<unknown>): Promise<void> {
    this.starting = start;
    await start.catch(() => {});
    if (this.starting === start) this.starting = null;
  }

  /** Tries until a searcher serves or the files are at fault; pauses only in a crash loop. */
  private async restart(generation: string): Promise<void> {
    do {
      this.failure = unavailable();
      const delay = restartDelay(this.failures);
      if (delay > 0) await sleep(delay, undefined, { ref: false });
      await this.whileStarting(this.startAtOnce(generation));
    } while (this.hasCrashed());
  }

  /** Starts a searcher, and the next one when that dies while it loads, for as long as no pause is due. */
  private async startAtOnce(generation: string): Promise<void> {
    do {
      // A swap in between has already made another searcher live.
      await this.follow(async () => (this.current ? null : generation));
      if (this.hasCrashed()) this.failures += 1;
    } while (this.hasCrashed() && restartDelay(this.failures) === 0);
  }

  private hasCrashed(): boolean {
    return !this.closed && hasCode(this.problem, 'SEARCHER_DIED');
  }
}
