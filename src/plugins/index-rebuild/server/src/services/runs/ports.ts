import type { Weights } from '../../../../shared/contracts';
import type { ResolvedSettings } from '../../config/settings';
import type { IndexSpec } from '../../domain/index-spec';
import type { LeaseTimings } from '../../domain/lease';
import type { Steering } from '../../domain/steering';
import type { Traffic } from '../../domain/traffic';
import type { Builder } from '../../ports/builder';
import type { Catalog } from '../../ports/catalog';
import type { Clock } from '../../ports/clock';
import type { GenerationStore } from '../../ports/generation-store';
import type { GoldenStore } from '../../ports/golden-store';
import type { LiveHolder } from '../../ports/live';
import type { Log } from '../../ports/log';
import type { ReplicaStore } from '../../ports/replica-store';
import type { RunStore } from '../../ports/run-store';
import type { SearchBackend } from '../../ports/search-backend';
import type { RecordPages } from '../../ports/source';
import type { TagStore } from '../../ports/tag-store';
import type { Workspace } from '../../ports/workspace';

/** What starting, executing and ending runs depends on. */
export type RunsPorts = {
  settings: Pick<
    ResolvedSettings,
    'sources' | 'builder' | 'guards' | 'tags' | 'embedder' | 'retention' | 'goldenQueries' | 'limits'
  >;
  timings: LeaseTimings;
  catalog: Catalog;
  runs: RunStore;
  generations: GenerationStore;
  backend: SearchBackend;
  replicaStore: Pick<ReplicaStore, 'all'>;
  processId: string;
  live: LiveHolder;
  /** Generations that this process has built or served. */
  ownGenerations: Set<string>;
  builder: Builder;
  /** Null where tagging is not configured. */
  tags: TagStore | null;
  goldenStore: GoldenStore;
  /** What people have decided about a query. */
  steering: { for(query: string): Promise<Steering | null> };
  /** What counts how much in the ranking now. */
  weights(): Weights;
  workspaceOf(generation: string): Workspace;
  /** The published records, with the tags that they have. */
  openTaggedPages(): RecordPages;
  /** The index spec that a rebuild would use now. @throws EMBEDDER_UNAVAILABLE */
  currentSpec(): Promise<IndexSpec>;
  /** @throws EMBEDDER_UNAVAILABLE */
  checkEmbedder(signal: AbortSignal): Promise<void>;
  freeMemory(): Promise<number>;
  traffic: Traffic;
  clock: Clock;
  newId(): string;
  newNonce(): string;
  log: Log;
};

/** Compares published records with the live generation. Does not throw. */
export type DriftComparison = {
  afterSwap(): Promise<void>;
  /** Whether a rebuild finds texts that were not embedded yet; true as long as nobody knows. */
  hasNewTexts(): Promise<boolean>;
};
