import type { RunKind, StageName } from '../../../shared/contracts';
import type { BuildLimits, BuildResult, BuildTotals } from '../domain/build';
import type { IndexSpec } from '../domain/index-spec';
import type { StageReport } from '../domain/run';
import type { RecordPages } from './source';
import type { TagJob } from './tagger';

/** A builder's job. */
export type BuildJob = {
  kind: Exclude<RunKind, 'rollback'>;
  run: string;
  generation: string;
  /** Generations and partial builds whose vectors may be reused, the likeliest first. */
  reuseFrom: readonly string[];
  /** Whether there will be something to embed, as far as is known: the model is loaded at once then. */
  expectsNew: boolean;
  spec: IndexSpec;
  limits: BuildLimits;
  /** Null where tagging is not configured. */
  tags: TagJob | null;
};

export type BuildCounts = Omit<BuildTotals, 'failures'> & { failed: number };

export type BuildHooks = {
  records: RecordPages;
  onProgress(report: StageReport, counts: BuildCounts): void;
  /** Awaited before each stage of the builder. */
  beforeStage(stage: StageName): Promise<void>;
};

/** Runs the builder's stages of a run apart from Strapi: it may die without taking Strapi with it. */
export interface Builder {
  /**
   * @param signal Its abort ends the builder at once; its reason is thrown.
   * @throws BuildError, BUILDER_DIED or MEMORY_EXCEEDED.
   */
  run(job: BuildJob, hooks: BuildHooks, signal: AbortSignal): Promise<BuildResult>;
}
