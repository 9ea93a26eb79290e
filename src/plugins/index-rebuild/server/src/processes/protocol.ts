import type { ProviderTagger } from '../adapters/openai-compatible/tagger';
import type { PlainError } from '../domain/errors';
import type { IndexSpec } from '../domain/index-spec';
import type { StageReport } from '../domain/run';
import type { BuildLimits, BuildTotals } from '../pipeline/build-context';
import type { EmbedderChoice } from '../ports/embedder';
import type { SourceRecord } from '../ports/source';
import type { SearchAnswer, SearchRequest } from '../ports/searcher';
import type { TagDefinition } from '../ports/tagger';

/** Which tagger, and what it needs. */
export type TaggerJob = { kind: 'local'; threshold: number } | ProviderTagger;

/** How records are tagged. */
export type TagJob = {
  taxonomy: readonly TagDefinition[];
  field: string;
  maxPerRecord: number;
  tagger: TaggerJob;
};

/** What a builder is asked to build. Paths are absolute. */
export type BuildJob = {
  kind: 'rebuild' | 'tag';
  run: string;
  generation: string;
  directory: string;
  /** Directories of earlier work whose vectors may be used again, the likeliest first. */
  reuseFrom: readonly string[];
  spec: IndexSpec;
  embedder: EmbedderChoice;
  threads: number;
  batchSize: number;
  /** Rows up to which the index compares every vector. */
  exactUpTo: number;
  limits: BuildLimits;
  /** Null where tagging is not configured. */
  tags: TagJob | null;
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
export type ServeJob = { directory: string; embedder: EmbedderChoice };

/** What a searcher process has loaded. */
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
