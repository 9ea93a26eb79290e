/** `retryAfter`: seconds. */
export type RegistryEntry = { status: number; retryAfter?: number };

/**
 * Everything that can go wrong: code → HTTP status and, where trying again can help, after how many
 * seconds. docs/errors.md describes the same codes; a test compares them.
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
