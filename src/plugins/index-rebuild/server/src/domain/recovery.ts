import type { Run } from '../../../shared/contracts';
import { pauseAfter } from './automatic-rebuild';
import type { ErrorCode } from './errors';
import { isFinal } from './run';

/** A complete generation on disk that may take the place of a live one which cannot be read. */
export type Candidate = { id: string; createdAt: Date; modelHash: string; retired: boolean };

/** The pause after the first rebuild that failed; it doubles with each further one. */
const PAUSE_SECONDS = 60;

/** Whether the files are the trouble: anything else would be the same with another generation. */
export const isDamage = (code: ErrorCode | undefined): boolean =>
  code === 'GENERATION_MISSING' || code === 'GENERATION_CORRUPT';

/** Runs since the last one that changed the index and completed, the latest first. */
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
 * In which order generations are tried: those that were live before, then those without a row, the
 * newest first among each; only those made with the model that is there now, which queries need.
 */
export const inOrderOfTrust = (
  candidates: readonly Candidate[],
  modelHash: string,
  failed: readonly string[]
): Candidate[] =>
  candidates
    .filter((candidate) => candidate.modelHash === modelHash && !failed.includes(candidate.id))
    .sort((a, b) => Number(b.retired) - Number(a.retired) || b.createdAt.getTime() - a.createdAt.getTime());

/** Whether a rebuild may start by itself: none is under way and the last one did not just fail. */
export const mayRebuild = (runs: readonly Run[], now: Date): boolean => {
  const rebuilds = sinceCompleted(runs).filter(({ kind }) => kind === 'rebuild');
  const [latest] = rebuilds;
  if (latest === undefined) return true;
  if (!isFinal(latest.status) || latest.finishedAt === null) return false;
  const since = now.getTime() - new Date(latest.finishedAt).getTime();
  return since >= pauseAfter(rebuilds.length, { quietSeconds: PAUSE_SECONDS });
};
