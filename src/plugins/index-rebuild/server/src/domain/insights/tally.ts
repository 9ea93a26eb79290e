import { latencyBound } from './latency';
import { storableQuery } from './query';

/** A search that was answered. */
export type AnsweredSearch = {
  text: string;
  /** The locale that was searched; empty when no content type has locales. */
  locale: string;
  hits: number;
  /** Whether there are hits, but weak ones alone. */
  weak: boolean;
  tookMs: number;
};

/** Counts of a query on a day, to be added to what is stored. */
export type QueryCounts = {
  day: string;
  locale: string;
  query: string;
  searches: number;
  hits: number;
  noHits: number;
  weakHits: number;
};

/** What is counted of a whole day; `within` and a bound is a bucket of latency. */
export type Measure = 'refused' | 'noHits' | 'weakHits' | `within${number}`;

export type DayCount = { day: string; measure: Measure; count: number };

export type Counts = { queries: QueryCounts[]; days: DayCount[] };

/** What was counted since it was last taken, in memory. */
export type Tally = {
  answered(day: string, search: AnsweredSearch): void;
  refused(day: string): void;
  /** Everything counted so far, which is then no longer here. */
  take(): Counts;
};

/** @param maxQueries Different queries that are kept until they are taken; others count for their day alone. */
export const createTally = (maxQueries: () => number): Tally => {
  let queries = new Map<string, QueryCounts>();
  let days = new Map<string, DayCount>();

  const add = (day: string, measure: Measure): void => {
    const key = JSON.stringify([day, measure]);
    const counted = days.get(key) ?? { day, measure, count: 0 };
    counted.count += 1;
    days.set(key, counted);
  };

  const countsOf = (day: string, locale: string, query: string): QueryCounts | null => {
    const key = JSON.stringify([day, locale, query]);
    const known = queries.get(key);
    if (known || queries.size >= maxQueries()) return known ?? null;
    const fresh = { day, locale, query, searches: 0, hits: 0, noHits: 0, weakHits: 0 };
    queries.set(key, fresh);
    return fresh;
  };

  const addQuery = (day: string, { text, locale, hits, weak }: AnsweredSearch): void => {
    const query = storableQuery(text);
    const counts = query === null ? null : countsOf(day, locale, query);
    if (!counts) return;
    counts.searches += 1;
    counts.hits += hits;
    if (hits === 0) counts.noHits += 1;
    if (weak) counts.weakHits += 1;
  };

  return {
    answered(day, search) {
      add(day, `within${latencyBound(search.tookMs)}`);
      if (search.hits === 0) add(day, 'noHits');
      if (search.weak) add(day, 'weakHits');
      addQuery(day, search);
    },
    refused(day) {
      add(day, 'refused');
    },
    take() {
      const taken = { queries: [...queries.values()], days: [...days.values()] };
      queries = new Map();
      days = new Map();
      return taken;
    },
  };
};
