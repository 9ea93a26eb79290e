import type { SearchMode } from '../../../../../shared/contracts';
import type { SearchRequest, Wanted } from '../../../ports/searcher';
import type { Overlay } from '../../embedded/overlay/overlay';
import type { QueryBatcher } from '../../embedded/searcher/query-batcher';
import type { Searched } from '../../embedded/searcher/searched';
import type { Turn } from '../../embedded/searcher/turns';
import type { Values } from '../../embedded/searcher/values';
import type { SearchWeighing } from '../../embedded/searcher/weighing';
import type { Cluster } from '../cluster/cluster';
import type { ValuePath } from '../generation/mapping';
import type { SampledRecord } from '../generation/sampled';
import type { SealedFacts } from '../generation/sealed';
import type { Vocabulary } from '../generation/vocabulary';
import type { ChangedRecords } from './changed';
import type { PairCounts } from './overlay-words';
import type { Scope } from './scope';

/** What a searcher over a generation on OpenSearch is made of. */
export type RankerParts = {
  cluster: Cluster;
  index: string;
  facts: SealedFacts;
  pathOf: ValuePath;
  vocabulary: Vocabulary;
  pairs: PairCounts;
  /** Records from which the spread of scores by meaning is estimated. */
  sample: readonly SampledRecord[];
  /** Records that are newer than the generation, which are here. */
  overlay: Pick<Overlay, 'current' | 'replaced'>;
  /** What the overlay's records can be filtered by. */
  values: Values;
  changed(): ChangedRecords;
  batcher: QueryBatcher;
  turn: Turn;
  knowsWord?(word: string): boolean;
  readsWord?(word: string): boolean;
};

/** What one search works with, from its beginning to its end. */
export type Search = {
  request: SearchRequest;
  mode: SearchMode;
  wanted: Wanted;
  /** The query and its variants; none for records like another. */
  texts: readonly string[];
  vector: Float32Array | null;
  languages: readonly string[];
  scope: Scope;
  changed: ChangedRecords;
  /** The overlay, and its records that are allowed. */
  now: Searched;
  own: Int32Array;
  /** What weighs how much, for the sampled records. */
  weighing: SearchWeighing;
  /** Aborts when the search is late. */
  signal: AbortSignal;
};
