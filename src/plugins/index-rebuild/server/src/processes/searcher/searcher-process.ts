import path from 'node:path';

import { IndexRebuildError } from '../../domain/errors';
import type { SearchAnswer, Searcher, SearchRequest } from '../../ports/searcher';
import { describeExit, sendTo, startChild, type Child } from '../child';
import type { FromSearcher, ServedGeneration, ServeJob } from '../protocol';

type Pending = { resolve(answer: SearchAnswer): void; reject(error: Error): void };

/** A query that takes longer than this is given up: the searcher is stuck. */
const QUERY_TIMEOUT_MS = 10_000;
const START_TIMEOUT_MS = 60_000;
const DRAIN_TIMEOUT_MS = 15_000;

/** The parent's side of one searcher process. It serves one generation and never another. */
export class SearcherProcess implements Searcher {
  readonly generation: string;

  readonly records: number;

  readonly ended: Promise<string>;

  private readonly child: Child;

  private readonly pending = new Map<number, Pending>();

  private nextId = 1;

  private users = 0;

  private onIdle: (() => void) | null = null;

  private constructor(child: Child, served: ServedGeneration, ended: Promise<string>) {
    this.child = child;
    this.generation = served.generation;
    this.records = served.records;
    this.ended = ended;
    child.process.on('message', (message: FromSearcher) => this.receive(message));
    void ended.then((how) => this.failPending(how));
  }

  /** Forks a searcher and waits until it has loaded the generation. @throws what it refused with. */
  static start(job: ServeJob): Promise<SearcherProcess> {
    const child = startChild(path.join(__dirname, 'entry.js'), [job.embedder]);
    const ended = new Promise<string>((resolve) => {
      child.process.once('error', (error) => resolve(error.message));
      child.process.once('exit', (code, signal) => resolve(describeExit(code, signal)));
    });
    return new Promise<SearcherProcess>((resolve, reject) => {
      const giveUp = (error: Error): void => {
        child.process.kill('SIGKILL');
        reject(error);
      };
      const timer = setTimeout(
        () => giveUp(new IndexRebuildError('SEARCHER_DIED', 'The searcher did not start in time.')),
        START_TIMEOUT_MS
      );
      const settle = (): void => {
        clearTimeout(timer);
        child.process.off('message', onMessage);
      };
      const onMessage = (message: FromSearcher): void => {
        if (message.type === 'ready') sendTo(child.process, { type: 'serve', job });
        if (message.type === 'refused') {
          settle();
          giveUp(IndexRebuildError.fromPlain(message.error));
        }
        if (message.type === 'serving') {
          settle();
          resolve(new SearcherProcess(child, message.served, ended));
        }
      };
      child.process.on('message', onMessage);
      void ended.then((how) => {
        settle();
        const words = child.lastWords();
        reject(
          new IndexRebuildError(
            'SEARCHER_DIED',
            `The searcher process ended while it loaded the index (${how}).`,
            words ? { lastOutput: words } : {}
          )
        );
      });
    });
  }

  get pid(): number | undefined {
    return this.child.process.pid;
  }

  /** Queries that have been sent and not been answered. */
  get waiting(): number {
    return this.pending.size;
  }

  search(request: SearchRequest): Promise<SearchAnswer> {
    const id = this.nextId;
    this.nextId += 1;
    return new Promise<SearchAnswer>((resolve, reject) => {
      const timer = setTimeout(() => this.kill(), QUERY_TIMEOUT_MS);
      const settled = (): void => {
        clearTimeout(timer);
        this.pending.delete(id);
      };
      this.pending.set(id, {
        resolve: (answer) => (settled(), resolve(answer)),
        reject: (error) => (settled(), reject(error)),
      });
      if (this.child.process.connected) sendTo(this.child.process, { type: 'search', id, request });
      else this.failPending('gone');
    });
  }

  /** Holds the searcher for as long as `work` needs it, however many queries that takes. */
  async use<T>(work: (searcher: Searcher) => Promise<T>): Promise<T> {
    this.users += 1;
    try {
      return await work(this);
    } finally {
      this.users -= 1;
      if (this.users === 0) this.onIdle?.();
    }
  }

  /** Ends the process after the last user has left, or after a limit. */
  async drain(limitMs = DRAIN_TIMEOUT_MS): Promise<void> {
    if (this.users > 0) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, limitMs);
        this.onIdle = () => (clearTimeout(timer), resolve());
      });
    }
    this.kill();
    await this.ended;
  }

  kill(): void {
    this.child.process.kill('SIGKILL');
  }

  private receive(message: FromSearcher): void {
    if (message.type === 'answer') this.pending.get(message.id)?.resolve(message.answer);
    if (message.type === 'error') {
      this.pending.get(message.id)?.reject(IndexRebuildError.fromPlain(message.error));
    }
  }

  private failPending(how: string): void {
    const error = new IndexRebuildError('SEARCHER_DIED', `The searcher process ended (${how}).`);
    for (const { reject } of [...this.pending.values()]) reject(error);
  }
}
