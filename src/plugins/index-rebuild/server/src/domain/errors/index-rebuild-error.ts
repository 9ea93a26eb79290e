import { ERROR_REGISTRY, type ErrorCode, type RegistryEntry } from './registry';

export type PlainError = { code: ErrorCode; message: string; details?: Record<string, unknown> };

/** An error of the registry. `message` says what to do; domain/public-error.ts decides what leaves the server. */
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

  /** Seconds after which the same request may succeed; undefined when that is not known. */
  get retryAfter(): number | undefined {
    if (typeof this.details.retryAfter === 'number') return this.details.retryAfter;
    const entry: RegistryEntry = ERROR_REGISTRY[this.code];
    return entry.retryAfter;
  }

  /** The form in which an error is sent between processes and stored in the database. */
  toPlain(): PlainError {
    return { code: this.code, message: this.message, details: this.details };
  }

  static fromPlain(plain: PlainError): IndexRebuildError {
    return new IndexRebuildError(plain.code, plain.message, plain.details);
  }
}

/** Anything thrown, as an error of the registry. An error from elsewhere gets `code`. */
export const toIndexRebuildError = (thrown: unknown, code: ErrorCode = 'UNEXPECTED'): IndexRebuildError => {
  if (thrown instanceof IndexRebuildError) return thrown;
  return new IndexRebuildError(code, thrown instanceof Error ? thrown.message : String(thrown));
};

/** Whether what was thrown is an error of the registry with this code. */
export const hasCode = (thrown: unknown, code: ErrorCode): thrown is IndexRebuildError =>
  thrown instanceof IndexRebuildError && thrown.code === code;
