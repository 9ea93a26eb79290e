import type { InsightList, InsightQuery, Pagination, SynonymPair } from '../../../shared/contracts';
import type { Counts, DayCount } from '../domain/insights/tally';

export type InsightQueriesWanted = {
  list: InsightList;
  /** The first day that counts. */
  from: string;
  minCount: number;
  page: number;
  pageSize: number;
};

/** A query with its counts, before it is known what people have decided about it. */
export type CountedQuery = Omit<InsightQuery, 'decided'>;

/** What was counted of searches, in the database: added to by every process of the cluster. */
export interface InsightsStore {
  /**
   * Adds to what is stored. Not to be repeated when it fails: a part may have been added.
   *
   * @param maxQueries Different queries stored for a day; further ones are left out.
   */
  add(counts: Counts, maxQueries: number): Promise<void>;
  /** What was counted of each day from this one on. */
  days(from: string): Promise<DayCount[]>;
  queries(wanted: InsightQueriesWanted): Promise<{ items: CountedQuery[]; pagination: Pagination }>;
  /** Remembers that a synonym is not wanted. May be repeated. */
  dismiss(pair: SynonymPair, day: string): Promise<void>;
  /** The synonyms of these words that are not wanted. */
  dismissed(words: readonly string[]): Promise<SynonymPair[]>;
  /** Whether anything is stored. */
  isEmpty(): Promise<boolean>;
  /** Removes what is of earlier days. May be repeated, by several processes. */
  removeBefore(day: string): Promise<void>;
  removeAll(): Promise<void>;
}
