import type { ErrorCode, IndexRebuildError } from './errors';

/** An error as a caller sees it. */
export type ShownError = {
  status: number;
  message: string;
  details: Record<string, unknown>;
  retryAfter?: number;
};

/**
 * Administrators are told why, visitors what to do. A deploy pipeline is told why as well, as far as
 * the message is ours: its log may be read by people who have no access to the server. A load balancer's
 * probe is told what visitors are.
 */
export type Audience = 'admin' | 'pipeline' | 'public' | 'probe';

/** The details that leave the server; the others are for the log and the history. */
const SHOWN_DETAILS: Partial<Record<ErrorCode, readonly string[]>> = {
  RUN_IN_PROGRESS: ['run'],
  RUN_CANCELLED: ['by'],
  RUN_TOO_LONG: ['stage', 'limit', 'seconds'],
  RUN_STALLED: ['stage', 'limit', 'seconds'],
  SETTINGS_INVALID: ['errors'],
  SETTINGS_CHANGED: ['by'],
  SOURCE_SHRUNK: ['records', 'liveRecords'],
  TOO_MANY_FAILURES: ['failed', 'total'],
};

const NOT_NOW = 'Search is not available now. Try again later.';

/**
 * Why search does not answer, where the reason concerns the server: its disk, its model, its processes. To visitors
 * and probes it is the same whichever it is: not now.
 */
const AWAY: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'GENERATION_MISSING',
  'GENERATION_CORRUPT',
  'GENERATION_INCOMPATIBLE',
  'SEARCH_CLUSTER_UNAVAILABLE',
  'SEARCH_CLUSTER_FULL',
  'SEARCH_CLUSTER_REFUSED',
  'ARTIFACT_STORE_UNAVAILABLE',
  'INSUFFICIENT_DISK',
  'STORAGE_FAILED',
  'STORAGE_FULL',
  'STORAGE_READ_ONLY',
  'STORAGE_DENIED',
  'FAISS_UNAVAILABLE',
  'SEARCHER_DIED',
  'DATABASE_UNAVAILABLE',
  'SWAP_FAILED',
  'SHUTTING_DOWN',
]);

const AWAY_STATUS = 503;
/** Until the next try of a server that could not fetch or load its index. */
const AWAY_SECONDS = 30;

/** Codes with status 500 or above whose messages are written for visitors. */
const WRITTEN_FOR_ALL: readonly ErrorCode[] = [
  'SEARCH_OVERLOADED',
  'SEARCHER_UNAVAILABLE',
  'NO_GENERATION',
  'EMBEDDER_UNAVAILABLE',
];

const publicMessage = ({ code, status, message }: IndexRebuildError): string => {
  if (status < 500 || WRITTEN_FOR_ALL.includes(code)) return message;
  return AWAY.has(code) ? NOT_NOW : 'Something went wrong. Try again later.';
};

/**
 * Codes whose messages hold nothing but our own words, figures and ids. The others may quote a
 * database, a file, a provider or a person's name.
 */
const WRITTEN_FOR_PIPELINES: readonly string[] = [
  'NO_GENERATION',
  'SEARCHER_UNAVAILABLE',
  'RUN_IN_PROGRESS',
  'RUN_NOT_FOUND',
  'RUN_KIND_UNSUPPORTED',
  'INVALID_REQUEST',
  'GENERATION_MISSING',
  'GENERATION_INCOMPATIBLE',
  'SOURCE_EMPTY',
  'NOTHING_TO_INDEX',
  'SOURCE_SHRUNK',
  'RECORDS_SKIPPED',
  'TAXONOMY_EMPTY',
  'TOO_MANY_FAILURES',
  'BUILDER_DIED',
  'SEARCHER_DIED',
  'VERIFY_FAILED',
  'STORAGE_FAILED',
  'STORAGE_FULL',
  'STORAGE_READ_ONLY',
  'STORAGE_DENIED',
  'INSUFFICIENT_DISK',
  'INSUFFICIENT_MEMORY',
  'MEMORY_EXCEEDED',
  'LEASE_LOST',
  'SWAP_FAILED',
  'RUN_INTERRUPTED',
  'RUN_STALLED',
  'RUN_TOO_LONG',
  'SHUTTING_DOWN',
] satisfies ErrorCode[];

/** The message for a pipeline, of an error or of what a run's row keeps of one. */
export const pipelineMessage = ({ code, message }: { code: string; message: string }): string =>
  WRITTEN_FOR_PIPELINES.includes(code)
    ? message
    : 'The reason is shown to administrators, in the status and the history of the search index.';

const messageFor = (error: IndexRebuildError, audience: Audience): string => {
  if (audience === 'admin') return error.message;
  return audience === 'pipeline' ? pipelineMessage(error) : publicMessage(error);
};

/** The status, and after how many seconds to ask again. */
const answerTo = (
  error: IndexRebuildError,
  audience: Audience
): Pick<ShownError, 'status' | 'retryAfter'> => {
  const { code, status, retryAfter } = error;
  if ((audience === 'public' || audience === 'probe') && AWAY.has(code))
    return { status: AWAY_STATUS, retryAfter: retryAfter ?? AWAY_SECONDS };
  return { status, ...(retryAfter !== undefined && { retryAfter }) };
};

/** What the audience is told about an error. */
export const shownError = (error: IndexRebuildError, audience: Audience): ShownError => {
  const { code, details } = error;
  const shown = (SHOWN_DETAILS[code] ?? []).filter((name) => name in details);
  return {
    ...answerTo(error, audience),
    message: messageFor(error, audience),
    details: { code, ...Object.fromEntries(shown.map((name) => [name, details[name]])) },
  };
};
