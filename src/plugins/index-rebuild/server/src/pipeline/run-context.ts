import type { GoldenReport, RunKind, Weights } from '../../../shared/contracts';
import type { BuildResult } from '../domain/build';
import type { PlainError } from '../domain/errors';
import type { RunNeeds } from '../domain/estimate';
import type { GoldenQuery } from '../domain/golden';
import type { Lease } from '../domain/lease';
import type { Steering } from '../domain/steering';
import type { BuildJob } from '../ports/builder';
import type { Catalog } from '../ports/catalog';
import type { GenerationStore } from '../ports/generation-store';
import type { LiveHolder } from '../ports/live';
import type { SearchBackend } from '../ports/search-backend';
import type { TagStore } from '../ports/tag-store';
import type { Workspace } from '../ports/workspace';

/** What a run is to do. */
export type RunInput = {
  readonly kind: RunKind;
  readonly lease: Lease;
  /** The generation to make live; in a tag run, the partial build that keeps its vectors. */
  readonly generation: string;
  /** Whether an administrator confirmed that the index may become much smaller. */
  readonly allowShrink: boolean;
  /** Whether an administrator confirmed that golden queries may be answered worse. */
  readonly allowDrop: boolean;
  /** In a recovery, the live generation that cannot be served; else null. */
  readonly replaces: string | null;
};

/** What the stages of a run work with in the Strapi process. */
export type RunPorts = {
  readonly catalog: Catalog;
  readonly live: LiveHolder;
  readonly backend: Pick<
    SearchBackend,
    'holds' | 'remove' | 'readSummary' | 'freeBytes' | 'isUploaded' | 'upload' | 'withdraw'
  >;
  readonly generations: GenerationStore;
  /** Null where tagging is not configured. */
  readonly tags: TagStore | null;
  readonly workspaceOf: (generation: string) => Workspace;
  /** The builder's job. @throws EMBEDDER_UNAVAILABLE */
  readonly jobFor: (input: RunInput) => Promise<BuildJob>;
  /** What the run will need. */
  readonly needsOf: (job: BuildJob) => Promise<RunNeeds>;
  /** Available memory in bytes. */
  readonly freeMemory: () => Promise<number>;
  /** @throws EMBEDDER_UNAVAILABLE */
  readonly checkEmbedder: (signal: AbortSignal) => Promise<void>;
  /** Compares the published records with the live generation. Does not throw. */
  readonly compareDrift: () => Promise<void>;
  /** Removes what retention does not keep. Does not throw. */
  readonly collect: () => Promise<void>;
  readonly golden: {
    /** Whether a rebuild fails when a golden query is answered worse than before. */
    readonly stopOnDrop: boolean;
    readonly queries: () => Promise<GoldenQuery[]>;
    /** What people have decided about a query; null for nothing. */
    readonly steeringFor: (query: string) => Promise<Steering | null>;
    /** What counts how much in the ranking; undefined when everything counts as it was tuned. */
    readonly weights: () => Weights | undefined;
  };
  /** Called just before what a run does cannot be undone: from there on no limit ends it. */
  readonly endLimits: () => void;
  /** A short wait before the database is tried again. */
  readonly pause: () => Promise<void>;
  readonly warn: (message: string) => void;
};

/** What earlier stages pass to later ones. */
export type RunState = {
  /** The builder's job; null in a rollback and before preflight. */
  job: BuildJob | null;
  built: BuildResult | null;
  /** Records of a generation that was built earlier; null in other runs. */
  records: number | null;
  /** Whether a recovery gave its generation a row. */
  adopted: boolean;
  /** Whether this run has begun to upload its generation, which others did not have before. */
  uploads: boolean;
  /** How golden queries are answered before and after; null without any, and before they are asked. */
  golden: GoldenReport | null;
  /** What a completed run could not do; null when it did everything. */
  warning: PlainError | null;
};

export type RunContext = {
  readonly input: RunInput;
  readonly ports: RunPorts;
  readonly state: RunState;
};
