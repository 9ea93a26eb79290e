import type { Run } from '../../../shared/contracts';
import { pauseAfter } from './automatic-rebuild';
import type { ErrorCode } from './errors';
import { isFinal } from './run';

/** A complete generation on disk that may replace a live one that cannot be read. */
export type Candidate = { id: string; createdAt: Date; modelHash: string; retired: boolean };

/** The pause after the first failed rebuild; it doubles with each further one. */
const PAUSE_SECONDS = 60;

/** Whether nobody can say now how a generation is, since what holds it does not answer. */
export const isOutage = (code: ErrorCode | undefined): boolean =>
  code === 'SEARCH_CLUSTER_UNAVAILABLE' || code === 'SEARCH_CLUSTER_REFUSED';

/** Whether the files are at fault. Any other problem would stay with another generation. */
export const isDamage = (code: ErrorCode | undefined): code is ErrorCode =>
  code === 'GENERATION_MISSING' || code === 'GENERATION_CORRUPT';

/** Runs since the last one that changed the index and completed, latest first. */
const sinceCompleted = (runs: readonly Run[]): readonly Run[] => {
  const completed = runs.findIndex(({ kind, status }) => kind !== 'tag' && status === 'completed');
  return completed < 0 ? runs : runs.slice(0, completed);
};

/** Generations that a recovery has already failed to make live: the next one is tried instead. */
export const alreadyFailed = (runs: readonly Run[]): string[] =>
  sinceCompleted(runs).flatMap(({ kind, trigger, status, generation }) =>
    kind === 'rollback' && trigger === 'recovery' && status === 'failed' && generation !== null
      ? [generation]
      : []
  );

/**
 * The order in which generations are tried: those that were live before, then those without a row,
 * each newest first. Only those made with the current model, which embeds the queries.
 */
export const inOrderOfTrust = (
  candidates: readonly Candidate[],
  modelHash: string,
  failed: readonly string[]
): Candidate[] =>
  candidates
    .filter((candidate) => candidate.modelHash === modelHash && !failed.includes(candidate.id))
    .sort((a, b) => Number(b.retired) - Number(a.retired) || b.createdAt.getTime() - a.createdAt.getTime());

/** Whether a rebuild may start automatically: none is running and the last one did not just fail. */
export const mayRebuild = (runs: readonly Run[], now: Date): boolean => {
  const rebuilds = sinceCompleted(runs).filter(({ kind }) => kind === 'rebuild');
  const [latest] = rebuilds;
  if (latest === undefined) return true;
  if (!isFinal(latest.status) || latest.finishedAt === null) return false;
  const since = now.getTime() - new Date(latest.finishedAt).getTime();
  return since >= pauseAfter(rebuilds.length, { quietSeconds: PAUSE_SECONDS });
};
