import type { GoldenReport, StageName } from '../../../../shared/contracts';
import { INDEX_STAYS_LIVE } from './advice';
import { IndexRebuildError } from './index-rebuild-error';

export const runCancelled = (by: string): IndexRebuildError =>
  new IndexRebuildError('RUN_CANCELLED', `The run was cancelled by ${by}.`, { by });

/** @param why A sentence. */
export const runInterrupted = (why: string): IndexRebuildError =>
  new IndexRebuildError(
    'RUN_INTERRUPTED',
    `The run was interrupted: ${why} ${INDEX_STAYS_LIVE} Start the rebuild again. What was already embedded will be reused.`
  );

const REUSED = 'What was already embedded will be reused.';

/** @param stage What it was in; null before its first stage. */
export const runTooLong = (stage: StageName | null, seconds: number): IndexRebuildError =>
  new IndexRebuildError(
    'RUN_TOO_LONG',
    `The run took longer than ${seconds} seconds (limits.runSeconds) and was ended${stage === null ? '' : ` in the stage "${stage}"`}. ${INDEX_STAYS_LIVE} Find out what makes it slow, or raise the limit; then start again. ${REUSED}`,
    { stage, limit: 'limits.runSeconds', seconds }
  );

export const stageTooLong = (stage: StageName, seconds: number): IndexRebuildError =>
  new IndexRebuildError(
    'RUN_TOO_LONG',
    `The stage "${stage}" took longer than ${seconds} seconds (limits.stageSeconds.${stage}), so the run was ended. ${INDEX_STAYS_LIVE} Find out what makes it slow, or raise the limit; then start again. ${REUSED}`,
    { stage, limit: `limits.stageSeconds.${stage}`, seconds }
  );

export const stageWithoutProgress = (stage: StageName, seconds: number): IndexRebuildError =>
  new IndexRebuildError(
    'RUN_STALLED',
    `The stage "${stage}" made no progress for ${seconds} seconds (limits.noProgressSeconds), so the run was ended. ${INDEX_STAYS_LIVE} Check the embedding model or provider, the database and the server's log; then start again. ${REUSED}`,
    { stage, limit: 'limits.noProgressSeconds', seconds }
  );

/** For a run that may no longer write. */
export const leaseLost = (): IndexRebuildError =>
  new IndexRebuildError(
    'LEASE_LOST',
    `This process lost the right to run, because the database did not respond in time or another process took over. ${INDEX_STAYS_LIVE} Start the rebuild again.`
  );

/** @param how The exit code or signal. @param lastOutput What the builder wrote last; may be empty. */
export const builderDied = (how: string, lastOutput: string): IndexRebuildError =>
  new IndexRebuildError(
    'BUILDER_DIED',
    `The builder process ended unexpectedly (${how}). ${INDEX_STAYS_LIVE} Start the rebuild again.`,
    lastOutput ? { lastOutput } : {}
  );

/** @param what A sentence about the check that failed. */
export const verifyFailed = (what: string): IndexRebuildError =>
  new IndexRebuildError(
    'VERIFY_FAILED',
    `The new index did not pass its checks: ${what} ${INDEX_STAYS_LIVE} Run the rebuild again; if this happens again, report it.`
  );

/** @param report With at least one golden query that is answered worse than before. */
export const goldenDropped = ({ droppedCount, dropped }: GoldenReport): IndexRebuildError =>
  new IndexRebuildError(
    'GOLDEN_QUERIES_DROPPED',
    `${droppedCount === 1 ? '1 golden query is' : `${droppedCount} golden queries are`} answered worse than before, such as "${dropped[0].query}". ${INDEX_STAYS_LIVE} See to the content or the queries, or rebuild again and allow it, with a reason.`
  );

/** Why no run is started any more. */
export const shuttingDown = (): IndexRebuildError =>
  new IndexRebuildError('SHUTTING_DOWN', 'Strapi is shutting down. Try again when it is back.');

/** Why a run cannot be cancelled any more. @param doing What it is doing; null when it has ended. */
export const runNotCancellable = (id: string, doing: string | null): IndexRebuildError =>
  new IndexRebuildError(
    'RUN_NOT_CANCELLABLE',
    doing === null
      ? `Run ${id} has already ended.`
      : `Run ${id} is already ${doing} and will be complete in a moment.`
  );

export const taggingNotConfigured = (): IndexRebuildError =>
  new IndexRebuildError(
    'RUN_KIND_UNSUPPORTED',
    'Tagging is not configured. Name a taxonomy in config/plugins.ts (tags.taxonomy), then start Strapi again.'
  );

/** Why a run's row refused a move: another process has ended the run. */
export const runTakenOver = (id: string, to: string): IndexRebuildError =>
  new IndexRebuildError(
    'LEASE_LOST',
    `Run ${id} could not be set to "${to}", because another process has already ended it.`
  );
