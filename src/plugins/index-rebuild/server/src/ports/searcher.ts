import type { PartFactors, SearchMode, Spelling, Weights } from '../../../shared/contracts';
import type { FieldValues } from '../domain/field-value';
import type { FilterValue, RecordFilter } from '../domain/filter';
import type { RecordRef } from '../domain/record';
import type { Steering } from '../domain/steering';
import type { Suggested } from '../domain/suggestions';
import type { SourceRecord } from './source';

/**
 * What is looked for: words, or records like one of the generation's own, in this locale if its
 * content type has locales.
 */
export type Wanted =
  | { text: string; spelling?: Spelling }
  | { like: { documentId: string; locale: string | null } };

/** Some records of a content type. */
export type Within = {
  uid: string;
  /** Only this locale; all when left out. */
  locale?: string;
  /** Only these documents; all when left out. */
  only?: readonly string[];
  /** Only those that pass; its fields are among `Searcher.filterable`. */
  filter?: RecordFilter;
};

/** Fields of a content type whose values are counted over all hits. */
export type FacetRequest = { uid: string; fields: readonly string[] };

/** A value and how many hits have it. */
export type FacetCount = { value: FilterValue; count: number };

/** Up to 100 values by content type and field, the most frequent first, then by value. */
export type Facets = Record<string, Record<string, FacetCount[]>>;

/** A record's values that can be filtered by, as they are now; null when it is no longer published. */
export type FreshRecord = RecordRef & { values: FieldValues | null };

/** A record as it is published now, for the overlay. A later version replaces an earlier one. */
export type OverlayPut = { version: number; record: SourceRecord };

/** What is to become of the overlay. Keys are those of `recordKey`. */
export type OverlayChange = { put: readonly OverlayPut[]; drop: readonly string[] };

/**
 * What became of a record that was put: `searchable`, or `indexed` when the generation has it just so, or
 * why it is not searchable. After `embedder` there will be another outcome.
 */
export type OverlayOutcome = {
  key: string;
  version: number;
  state: 'searchable' | 'indexed' | 'embedder' | 'refused';
  /** When its text was embedded; null unless it is searchable. */
  since: Date | null;
};

export type SearchRequest = {
  wanted: Wanted;
  mode: SearchMode;
  /** Maximum number of hits. */
  k: number;
  /** Only these records, one entry for each content type. All when left out. */
  within?: readonly Within[];
  /** What to count over all hits; nothing when left out. */
  facets?: readonly FacetRequest[];
  /**
   * How near in meaning a record without the query's words must be to be a hit (domain/cut-off.ts). The
   * generation's own limit when left out, none for records like another.
   */
  minScore?: number;
  /** The generation as it was built, without its overlay. */
  asBuilt?: true;
  /** What people have decided about this query; nothing when left out. */
  steering?: Steering;
  /** What counts how much in the ranking; everything as it was tuned when left out. */
  weights?: Weights;
  /**
   * When the caller stops waiting, by the machine's monotonic clock (lib/monotonic.ts).
   * A searcher drops a late query without working on it. Never when left out.
   */
  deadline?: number;
};

/** The parts of a hit's score: cosines of the whole and of the best passage, words, name. */
export type ScoreParts = { whole: number; passage: number; lexical: number; name: number };

export type Hit = RecordRef & {
  score: number;
  /** It stands where it does because somebody has decided so. */
  pinned?: true;
  /** The best passage; null when the record has none. */
  highlight: string | null;
  parts: ScoreParts;
  /** By what its parts count, where that is not 1. */
  factors?: PartFactors;
};

export type SearchAnswer = {
  hits: Hit[];
  /** Records that match. */
  total: number;
  /** There are no more hits than these. */
  exhausted: boolean;
  /** The limit that records without the query's words had to reach; null when there was none. */
  minScore: number | null;
  /** The text that was searched instead of the one that was asked; left out when it was that one. */
  correctedTo?: string;
  /** What was asked to be counted. */
  facets?: Facets;
};

export type SuggestRequest = {
  text: string;
  /** Maximum number of suggestions of each kind. */
  limit: number;
  within: readonly Within[];
  /** As in a SearchRequest. */
  deadline?: number;
};

/** Of each kind, the best first; none where the generation has no suggestions. */
export type SuggestAnswer = { suggestions: Suggested[] };

export type RelatedRequest = {
  text: string;
  within: readonly Within[];
  /** As in a SearchRequest. */
  deadline?: number;
};

/** A word of the query that no record has, and one near in meaning that records have. */
export type RelatedWord = {
  word: string;
  related: string;
  /** Cosine of the two. */
  nearness: number;
};

/** The nearest first. */
export type RelatedAnswer = { related: RelatedWord[] };

/** Answers queries over one generation and never another. */
export interface Searcher {
  readonly generation: string;
  /** Records in it. */
  readonly records: number;
  /** Fields by content type that it can filter by and count; none when left out. */
  readonly filterable?: Readonly<Record<string, readonly string[]>>;
  /** Resolves with how the searcher ended, whenever that happens. */
  readonly ended: Promise<string>;
  /** @throws SEARCHER_DIED when it ended first, SEARCH_OVERLOADED after the deadline, and what the query is refused with. */
  search(request: SearchRequest): Promise<SearchAnswer>;
  /** Gives it the values of records that have changed since, for searches asked from now on; all others are as built. */
  refresh?(records: readonly FreshRecord[]): void;
  /**
   * Puts records beside the generation's and takes them away again. What is taken away is not found by any
   * search that is asked from now on; what is put is found once it is embedded.
   */
  changeOverlay?(change: OverlayChange): void;
  /** Calls `listener` with what becomes of records that were put. */
  onOverlay?(listener: (outcomes: readonly OverlayOutcome[]) => void): void;
  /** @throws as `search`. */
  suggest(request: SuggestRequest): Promise<SuggestAnswer>;
  /**
   * Words of the records that may mean what unknown words of a query mean, found whenever no search needs the
   * processor. @throws as `search`.
   */
  related?(request: RelatedRequest): Promise<RelatedAnswer>;
  /** Keeps the searcher for as long as `work` needs it, however many queries that takes. */
  use<T>(work: (searcher: Searcher) => Promise<T>): Promise<T>;
  /** Ends it once its last user is done, or after a time limit. */
  drain(limitMs?: number): Promise<void>;
}
