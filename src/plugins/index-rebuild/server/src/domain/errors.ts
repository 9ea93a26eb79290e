type RegistryEntry = { status: number; retryAfter?: number };

/**
 * The registry of everything that can go wrong: code → HTTP status and, where it makes sense to
 * come back, after how many seconds. docs/errors.md describes the same codes; a test compares them.
 */
export const ERROR_REGISTRY = {
  RUN_IN_PROGRESS: { status: 409 },
  RUN_NOT_FOUND: { status: 404 },
  RUN_KIND_UNSUPPORTED: { status: 400 },
  RUN_NOT_CANCELLABLE: { status: 409 },
  RUN_CANCELLED: { status: 409 },
  INVALID_REQUEST: { status: 400 },
  QUERY_EMPTY: { status: 400 },
  QUERY_TOO_LONG: { status: 400 },
  RATE_LIMITED: { status: 429 },
  SEARCH_OVERLOADED: { status: 503, retryAfter: 1 },
  NO_GENERATION: { status: 503, retryAfter: 30 },
  GENERATION_MISSING: { status: 503, retryAfter: 30 },
  GENERATION_CORRUPT: { status: 503, retryAfter: 30 },
  GENERATION_INCOMPATIBLE: { status: 503, retryAfter: 30 },
  GENERATION_NOT_FOUND: { status: 404 },
  GENERATION_ALREADY_LIVE: { status: 409 },
  SEARCHER_UNAVAILABLE: { status: 503, retryAfter: 2 },
  SOURCE_EMPTY: { status: 422 },
  NOTHING_TO_INDEX: { status: 422 },
  SOURCE_SHRUNK: { status: 422 },
  SOURCE_FAILED: { status: 500 },
  RECORD_NOT_INDEXED: { status: 404 },
  RECORD_WITHOUT_TEXT: { status: 422 },
  RECORD_TOO_LONG: { status: 422 },
  RECORD_BROKEN_TEXT: { status: 422 },
  RECORDS_SKIPPED: { status: 200 },
  TAGGING_FAILED: { status: 502 },
  TAGS_INCOMPLETE: { status: 200 },
  TAXONOMY_EMPTY: { status: 422 },
  TOO_MANY_FAILURES: { status: 422 },
  EMBEDDER_UNAVAILABLE: { status: 503, retryAfter: 5 },
  EMBEDDING_FAILED: { status: 422 },
  BUILDER_DIED: { status: 500 },
  SEARCHER_DIED: { status: 500 },
  VERIFY_FAILED: { status: 500 },
  STORAGE_FAILED: { status: 500 },
  STORAGE_FULL: { status: 507 },
  STORAGE_READ_ONLY: { status: 500 },
  STORAGE_DENIED: { status: 500 },
  INSUFFICIENT_DISK: { status: 507 },
  INSUFFICIENT_MEMORY: { status: 503, retryAfter: 300 },
  MEMORY_EXCEEDED: { status: 500 },
  LEASE_LOST: { status: 500 },
  SWAP_FAILED: { status: 500 },
  RUN_INTERRUPTED: { status: 500 },
  SHUTTING_DOWN: { status: 503, retryAfter: 10 },
  SCHEMA_OUTDATED: { status: 409 },
  UNEXPECTED: { status: 500 },
} satisfies Record<string, RegistryEntry>;

export type ErrorCode = keyof typeof ERROR_REGISTRY;

export type PlainError = { code: ErrorCode; message: string; details?: Record<string, unknown> };

/** An error of the registry. `message` tells the reader what to do; domain/public-error.ts says what of it leaves the server. */
export class IndexRebuildError extends Error {
  readonly code: ErrorCode;

  readonly details: Record<string, unknown>;

  constructor(code: ErrorCode, message: string, details: Record<string, unknown> = {}) {
    super(message);
    this.name = 'IndexRebuildError';
    this.code = code;
    this.details = details;
  }

  get status(): number {
    return ERROR_REGISTRY[this.code].status;
  }

  /** Seconds after which the same request may succeed, where that is known. */
  get retryAfter(): number | undefined {
    if (typeof this.details.retryAfter === 'number') return this.details.retryAfter;
    const entry: RegistryEntry = ERROR_REGISTRY[this.code];
    return entry.retryAfter;
  }

  /** The form in which an error crosses a process border or is kept in the database. */
  toPlain(): PlainError {
    return { code: this.code, message: this.message, details: this.details };
  }

  static fromPlain(plain: PlainError): IndexRebuildError {
    return new IndexRebuildError(plain.code, plain.message, plain.details);
  }
}

/** Why a search is refused that could not be answered in time. It is never asked again by itself. */
export const searchOverloaded = (): IndexRebuildError =>
  new IndexRebuildError('SEARCH_OVERLOADED', 'Too many searches are waiting. Try again in a second.');

/** Why a run ends whose end somebody asked for. */
export const runCancelled = (by: string): IndexRebuildError =>
  new IndexRebuildError('RUN_CANCELLED', `The run was cancelled by ${by}.`, { by });

/** Why a run ends whose process ends, or is gone. */
export const runInterrupted = (why: string): IndexRebuildError =>
  new IndexRebuildError(
    'RUN_INTERRUPTED',
    `The run was interrupted: ${why} The current index stays live; start the rebuild again. What it had embedded is used again.`
  );

/** Why a run ends that is no longer the one which may write. */
export const leaseLost = (): IndexRebuildError =>
  new IndexRebuildError(
    'LEASE_LOST',
    'This process lost the right to run, because the database did not answer in time or another process took over. The current index stays live; start the rebuild again.'
  );

/** Anything thrown, as an error of the registry; `code` is used for what is not one yet. */
export const toIndexRebuildError = (thrown: unknown, code: ErrorCode = 'UNEXPECTED'): IndexRebuildError => {
  if (thrown instanceof IndexRebuildError) return thrown;
  return new IndexRebuildError(code, thrown instanceof Error ? thrown.message : String(thrown));
};
