import type { ChildProcess } from 'node:child_process';

import { searcherDied } from '../../domain/errors';
import { settledWithin } from '../../lib/settled-within';
import type {
  FreshRecord,
  OverlayChange,
  OverlayOutcome,
  RelatedAnswer,
  RelatedRequest,
  SearchAnswer,
  Searcher,
  SearchRequest,
  SuggestAnswer,
  SuggestRequest,
} from '../../ports/searcher';
import { sendTo } from '../child';
import type { FromSearcher, SearcherTimeouts, ServedGeneration, ToSearcher } from '../protocol';
import { PendingQueries } from './pending-queries';
import { watchSilence } from './silence';

type HandleOptions = Pick<SearcherTimeouts, 'drainMs' | 'searcherSilenceMs'> & {
  /** Called before it is ended because it gives no sign of life. */
  onSilence(): void;
};

/** The parent's side of one searcher process, which serves one generation and never another. */
export class SearcherHandle implements Searcher {
  readonly generation: string;

  readonly records: number;

  readonly filterable: ServedGeneration['filterable'];

  readonly ended: Promise<string>;

  private readonly child: ChildProcess;

  /** How long a replaced searcher may take to finish its queries. */
  private readonly drainMs: number;

  private readonly pending = new PendingQueries();

  private overlayListener: ((outcomes: readonly OverlayOutcome[]) => void) | null = null;

  private users = 0;

  private onIdle: (() => void) | null = null;

  constructor(
    child: ChildProcess,
    served: ServedGeneration,
    ended: Promise<string>,
    { drainMs, searcherSilenceMs, onSilence }: HandleOptions
  ) {
    this.child = child;
    this.drainMs = drainMs;
    this.generation = served.generation;
    this.records = served.records;
    this.filterable = served.filterable;
    this.ended = ended;
    const silence = watchSilence({
      ping: () => this.send({ type: 'ping' }),
      onSilence: () => {
        onSilence();
        this.kill();
      },
      limitMs: searcherSilenceMs,
    });
    child.on('message', (message: FromSearcher) => {
      silence.heard();
      this.receive(message);
    });
    void ended.then((how) => {
      silence.stop();
      this.pending.failAll(searcherDied(how));
    });
  }

  search(request: SearchRequest): Promise<SearchAnswer> {
    const { id, answer } = this.pending.add<SearchAnswer>(request.deadline);
    this.ask({ type: 'search', id, request });
    return answer;
  }

  suggest(request: SuggestRequest): Promise<SuggestAnswer> {
    const { id, answer } = this.pending.add<SuggestAnswer>(request.deadline);
    this.ask({ type: 'suggest', id, request });
    return answer;
  }

  related(request: RelatedRequest): Promise<RelatedAnswer> {
    const { id, answer } = this.pending.add<RelatedAnswer>(request.deadline);
    this.ask({ type: 'related', id, request });
    return answer;
  }

  refresh(records: readonly FreshRecord[]): void {
    if (this.child.connected) this.send({ type: 'refresh', records });
  }

  changeOverlay(change: OverlayChange): void {
    if (this.child.connected) this.send({ type: 'overlay', change });
  }

  onOverlay(listener: (outcomes: readonly OverlayOutcome[]) => void): void {
    this.overlayListener = listener;
  }

  async use<T>(work: (searcher: Searcher) => Promise<T>): Promise<T> {
    this.users += 1;
    try {
      return await work(this);
    } finally {
      this.users -= 1;
      if (this.users === 0) this.onIdle?.();
    }
  }

  async drain(limitMs = this.drainMs): Promise<void> {
    if (this.users > 0) {
      const idle = new Promise<void>((resolve) => {
        this.onIdle = resolve;
      });
      await settledWithin(idle, limitMs);
    }
    this.kill();
    await this.ended;
  }

  private ask(message: ToSearcher): void {
    if (this.child.connected) this.send(message);
    else this.pending.failAll(searcherDied('gone'));
  }

  private kill(): void {
    this.child.kill('SIGKILL');
  }

  private send(message: ToSearcher): void {
    sendTo(this.child, message);
  }

  private receive(message: FromSearcher): void {
    if (message.type === 'answer') this.pending.answered(message.id, message.answer);
    if (message.type === 'overlay') this.overlayListener?.(message.outcomes);
    if (message.type === 'error') this.pending.refused(message.id, message.error);
  }
}
