import type { StageName } from '../../../shared/contracts';

/** How long runs may take, in seconds; null and what is left out is not limited. */
export type RunLimits = {
  runSeconds: number | null;
  stageSeconds: Partial<Record<StageName, number>>;
  /** How long a stage may go on without getting anywhere. */
  noProgressSeconds: number | null;
};

/** The stages up to the one that makes an index live. What comes after it is never ended. */
export const LIMITED_STAGES = [
  'preflight',
  'snapshot',
  'tag',
  'embed',
  'build',
  'verify',
  'upload',
  'swap',
] as const satisfies readonly StageName[];

export type LimitedStage = (typeof LIMITED_STAGES)[number];
