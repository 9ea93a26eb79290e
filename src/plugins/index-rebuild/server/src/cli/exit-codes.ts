import type { RunStatus } from '../../../shared/contracts';
import { ERROR_REGISTRY, type ErrorCode } from '../domain/errors';
import { isDamage } from '../domain/recovery';

/** Exit codes of the command; docs/cli.md lists the same. */
export const EXIT = {
  ok: 0,
  unexpected: 1,
  usage: 2,
  runActive: 3,
  runFailed: 4,
  runEnded: 5,
  notPossible: 6,
  damaged: 7,
  notSetUp: 8,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

const ENDS: Partial<Record<RunStatus, ExitCode>> = {
  completed: EXIT.ok,
  failed: EXIT.runFailed,
  cancelled: EXIT.runEnded,
  interrupted: EXIT.runEnded,
};

export const exitCodeOfRun = (status: RunStatus): ExitCode => ENDS[status] ?? EXIT.unexpected;

/** @param codes What was found wrong with the generations that were verified. */
export const exitCodeOfVerified = (codes: readonly ErrorCode[]): ExitCode => {
  if (codes.length === 0) return EXIT.ok;
  // What holds the others may be away: that says nothing of them.
  return codes.some(isDamage) ? EXIT.damaged : EXIT.unexpected;
};

const SERVER_ERROR = 500;

export const exitCodeOfError = (code: ErrorCode): ExitCode => {
  if (code === 'RUN_IN_PROGRESS') return EXIT.runActive;
  if (code === 'SETUP_FAILED' || code === 'PLATFORM_UNSUPPORTED') return EXIT.notSetUp;
  return ERROR_REGISTRY[code].status < SERVER_ERROR ? EXIT.notPossible : EXIT.unexpected;
};
