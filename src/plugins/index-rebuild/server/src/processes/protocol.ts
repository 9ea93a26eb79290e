import type { StageName } from '../../../shared/contracts';
import type { ClusterChoice } from '../backends/opensearch/cluster/cluster';
import type { BuildResult, BuildTotals } from '../domain/build';
import type { PlainError } from '../domain/errors';
import type { Projection } from '../domain/projection/projection';
import type { StageReport } from '../domain/run';
import type { BuildCounts, BuildJob } from '../ports/builder';
import type { EmbedderChoice } from '../ports/embedder';
import type { TextRules } from '../domain/indexable';
import type {
  FreshRecord,
  OverlayChange,
  OverlayOutcome,
  RelatedAnswer,
  RelatedRequest,
  SearchAnswer,
  SearchRequest,
  SuggestAnswer,
  SuggestRequest,
} from '../ports/searcher';
import type { SourceRecord } from '../ports/source';

/** Settings of a builder that are the same for every run. Paths are absolute. */
export type BuilderSetup = {
  storageDir: string;
  /** The installation whose part of that folder is used. */
  installation: string;
  embedder: EmbedderChoice;
  /** The folder that `setup` fills. */
  setupDir: string;
  /** Worker threads, and texts per batch, of the local model. */
  threads: number;
  batchSize: number;
  index: BuiltIndex;
};

/** Where a builder writes, and how. */
export type BuiltIndex =
  /** Up to `exactUpTo` rows, the index compares every vector. */
  | { engine: 'embedded'; exactUpTo: number }
  | {
      engine: 'opensearch';
      cluster: ClusterChoice;
      prefix: string;
      shards: number;
      /** Copies of each shard, besides the first. */
      replicas: number;
    };

export type ToBuilder =
  | { type: 'build'; setup: BuilderSetup; job: BuildJob }
  | { type: 'go' }
  | { type: 'count'; count: number }
  | { type: 'page'; records: SourceRecord[] | null }
  | { type: 'refused'; error: PlainError };

/** Types that end with a question mark wait for an answer. */
export type FromBuilder =
  | { type: 'ready' }
  | { type: 'stage?'; stage: StageName }
  | { type: 'count?' }
  | { type: 'page?' }
  | { type: 'report'; report: StageReport; counts: BuildCounts }
  | { type: 'built'; result: BuildResult }
  | { type: 'failed'; error: PlainError; totals: BuildTotals };

/** What a searcher needs to know for its overlay. The path is absolute. */
export type OverlaySetup = {
  directory: string;
  /** Records whose vectors are kept. */
  maxKept: number;
  rules: TextRules;
};

/** A generation in a cluster of OpenSearch. */
export type RemoteIndex = {
  engine: 'opensearch';
  cluster: ClusterChoice;
  /** Of everything that the installation has there. */
  prefix: string;
  generation: string;
};

/** Where a generation is. The path is absolute. */
export type ServedIndex = { engine: 'embedded'; directory: string } | RemoteIndex;

/** How long a searcher, or its parent, waits; config/timeouts.ts says for what. */
export type SearcherTimeouts = {
  searcherStartMs: number;
  searcherSilenceMs: number;
  drainMs: number;
  queryEmbeddingMs: number;
};

/** A generation to serve. Paths are absolute. */
export type ServeJob = {
  index: ServedIndex;
  embedder: EmbedderChoice;
  setupDir: string;
  /** Where vectors of records beside the generation are kept, and what the records' texts must be. */
  overlay: OverlaySetup;
  timeouts: SearcherTimeouts;
  /** Whether another searcher answers queries meanwhile, which this one must not disturb while it loads. */
  beside: boolean;
  /** The priority to take before it serves; null when it has that already. */
  raiseTo: number | null;
};

/** What a searcher process has loaded. */
export type ServedGeneration = {
  generation: string;
  records: number;
  /** Fields by content type that its records can be filtered by. */
  filterable: Readonly<Record<string, readonly string[]>>;
};

/** What a searcher answers a query with, each kind of query with its own. */
export type SearcherAnswer = SearchAnswer | SuggestAnswer | RelatedAnswer;

export type ToSearcher =
  | { type: 'serve'; job: ServeJob }
  | { type: 'ping' }
  | { type: 'refresh'; records: readonly FreshRecord[] }
  | { type: 'overlay'; change: OverlayChange }
  | { type: 'search'; id: number; request: SearchRequest }
  | { type: 'suggest'; id: number; request: SuggestRequest }
  | { type: 'related'; id: number; request: RelatedRequest };

export type FromSearcher =
  | { type: 'ready' }
  | { type: 'loading' }
  | { type: 'pong' }
  | { type: 'serving'; served: ServedGeneration }
  | { type: 'refused'; error: PlainError }
  | { type: 'overlay'; outcomes: readonly OverlayOutcome[] }
  | { type: 'answer'; id: number; answer: SearcherAnswer }
  | { type: 'error'; id: number; error: PlainError };

/** A map to read or compute. Paths are absolute. */
export type ProjectionJob = {
  generation: string;
  index: ServedIndex;
  /** The generation's folder on this machine, where the map is kept. */
  directory: string;
  /** Folders where an earlier map may be, the one to follow first. */
  earlier: readonly string[];
};

export type ToProjection = { type: 'project'; job: ProjectionJob };

export type FromProjection =
  | { type: 'ready' }
  | { type: 'progress'; share: number }
  | { type: 'projected'; projection: Projection }
  | { type: 'failed'; error: PlainError };
