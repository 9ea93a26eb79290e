import { IndexRebuildError, searchOverloaded, type PlainError } from '../../domain/errors';
import { monotonicMs } from '../../lib/monotonic';
import type { SearchAnswer } from '../../ports/searcher';
import type { SearcherAnswer as Answer } from '../protocol';

type Pending = { resolve(answer: Answer): void; reject(error: Error): void; timer?: NodeJS.Timeout };

/** Lets the searcher report a late query first: it knows whether its embedder was to blame. */
const GRACE_MS = 50;

/** Queries sent to a searcher and not yet answered. */
export class PendingQueries {
  private readonly queries = new Map<number, Pending>();

  private nextId = 1;

  /** Adds a query, which is refused once its deadline has passed, whatever the searcher does. */
  add<Wanted extends Answer = SearchAnswer>(
    deadline: number | undefined
  ): { id: number; answer: Promise<Wanted> } {
    const id = this.nextId;
    this.nextId += 1;
    const answer = new Promise<Wanted>((resolve, reject) => {
      // A query is answered by its own kind of answer.
      const query: Pending = { resolve: resolve as Pending['resolve'], reject };
      this.queries.set(id, query);
      if (deadline === undefined) return;
      const left = Math.max(0, deadline - monotonicMs()) + GRACE_MS;
      query.timer = setTimeout(() => this.take(id)?.reject(searchOverloaded()), left);
    });
    return { id, answer };
  }

  answered(id: number, answer: Answer): void {
    this.take(id)?.resolve(answer);
  }

  refused(id: number, error: PlainError): void {
    this.take(id)?.reject(IndexRebuildError.fromPlain(error));
  }

  /** The searcher is gone. */
  failAll(error: IndexRebuildError): void {
    for (const id of [...this.queries.keys()]) this.take(id)?.reject(error);
  }

  /** Does nothing for a query that was given up, since its answer is too late. */
  private take(id: number): Pending | undefined {
    const query = this.queries.get(id);
    clearTimeout(query?.timer);
    this.queries.delete(id);
    return query;
  }
}
