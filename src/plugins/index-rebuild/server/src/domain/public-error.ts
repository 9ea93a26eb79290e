import type { ErrorCode, IndexRebuildError } from './errors';

/** An error as a caller sees it. */
export type ShownError = {
  status: number;
  message: string;
  details: Record<string, unknown>;
  retryAfter?: number;
};

/** Administrators are told why, everyone else what to do. */
export type Audience = 'admin' | 'public';

/** The details that leave the server; the others are for the log and the history. */
const SHOWN_DETAILS: Partial<Record<ErrorCode, readonly string[]>> = {
  RUN_IN_PROGRESS: ['run'],
  RUN_CANCELLED: ['by'],
  SOURCE_SHRUNK: ['records', 'liveRecords'],
  TOO_MANY_FAILURES: ['failed', 'total'],
};

const NOT_NOW = 'Search is not available now. Try again later.';

/** For the public, when the reason concerns the server: its disk, its model, its processes. */
const PUBLIC_MESSAGES: Partial<Record<ErrorCode, string>> = {
  GENERATION_MISSING: NOT_NOW,
  GENERATION_CORRUPT: NOT_NOW,
  GENERATION_INCOMPATIBLE: NOT_NOW,
  SEARCHER_DIED: NOT_NOW,
  SWAP_FAILED: NOT_NOW,
};

/** Codes with status 500 or above whose messages are written for visitors. */
const WRITTEN_FOR_ALL: readonly ErrorCode[] = [
  'SEARCH_OVERLOADED',
  'SEARCHER_UNAVAILABLE',
  'NO_GENERATION',
  'EMBEDDER_UNAVAILABLE',
];

const publicMessage = ({ code, status, message }: IndexRebuildError): string => {
  if (status < 500 || WRITTEN_FOR_ALL.includes(code)) return message;
  return PUBLIC_MESSAGES[code] ?? 'Something went wrong. Try again later.';
};

/** What the audience is told about an error. */
export const shownError = (error: IndexRebuildError, audience: Audience): ShownError => {
  const { code, status, message, details } = error;
  const shown = (SHOWN_DETAILS[code] ?? []).filter((name) => name in details);
  return {
    status,
    message: audience === 'admin' ? message : publicMessage(error),
    details: { code, ...Object.fromEntries(shown.map((name) => [name, details[name]])) },
    ...(error.retryAfter !== undefined && { retryAfter: error.retryAfter }),
  };
};
