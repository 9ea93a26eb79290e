import type { PlainError } from '../domain/errors';
import type { Recipe } from '../domain/recipe';
import type { StageReport } from '../domain/run';
import type { BuildLimits, BuildTotals } from '../pipeline/build-context';
import type { SourceRecord } from '../ports/source';

/** What a builder is asked to build. Paths are absolute. */
export type BuildJob = {
  run: string;
  generation: string;
  directory: string;
  /** Directories of earlier work whose vectors may be used again, the likeliest first. */
  reuseFrom: readonly string[];
  recipe: Recipe;
  modelDir: string;
  threads: number;
  batchSize: number;
  limits: BuildLimits;
};

/** What a finished builder has built. */
export type BuildResult = { totals: BuildTotals; bytes: number };

export type ToBuilder =
  | { type: 'build'; job: BuildJob }
  | { type: 'count'; count: number }
  | { type: 'page'; records: SourceRecord[] | null }
  | { type: 'source-failed'; error: PlainError };

export type FromBuilder =
  | { type: 'ready' }
  | { type: 'count?' }
  | { type: 'page?' }
  | { type: 'report'; report: StageReport; totals: Omit<BuildTotals, 'failures'> & { failed: number } }
  | { type: 'built'; result: BuildResult }
  | { type: 'failed'; error: PlainError; totals: BuildTotals };

/** A generation to serve. Paths are absolute. */
export type ServeJob = { directory: string; modelDir: string };

export type Hit = { documentId: string; locale: string | null; score: number };

export type SearchRequest = { text: string; k: number };

/** `exhausted`: there is nothing beyond these hits. */
export type SearchAnswer = { hits: Hit[]; exhausted: boolean };

export type ServedGeneration = { generation: string; records: number };

export type ToSearcher =
  | { type: 'serve'; job: ServeJob }
  | { type: 'search'; id: number; request: SearchRequest };

export type FromSearcher =
  | { type: 'ready' }
  | { type: 'serving'; served: ServedGeneration }
  | { type: 'refused'; error: PlainError }
  | { type: 'answer'; id: number; answer: SearchAnswer }
  | { type: 'error'; id: number; error: PlainError };
