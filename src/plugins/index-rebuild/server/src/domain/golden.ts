import type { GoldenReport } from '../../../shared/contracts';

/** A query and the documents that have to be among its first hits. */
export type GoldenQuery = {
  query: string;
  uid: string;
  /** Undefined for a content type without locales. */
  locale: string | undefined;
  /** The documents that are published. */
  expected: readonly string[];
  /** Whether a document is not published, so that nobody can find it. */
  isIncomplete: boolean;
  /** All of them have to be among so many first hits. */
  first: number;
};

/** The first hits of a golden query; null when they could not be had. */
export type GoldenAnswer = {
  golden: GoldenQuery;
  before: readonly string[] | null;
  after: readonly string[];
};

const missingIn = ({ expected }: GoldenQuery, hits: readonly string[]): string[] =>
  expected.filter((id) => !hits.includes(id));

const passes = (golden: GoldenQuery, hits: readonly string[]): boolean =>
  !golden.isIncomplete && missingIn(golden, hits).length === 0;

/** A query that was answered well before and is not any more; what nobody can find is nobody's fault. */
const hasDropped = ({ golden, before, after }: GoldenAnswer): boolean =>
  before !== null && missingIn(golden, before).length === 0 && missingIn(golden, after).length > 0;

/** Dropped queries that a report names. */
const MAX_NAMED = 50;

/** How the golden queries are answered before and after; null without any. */
export const goldenReportOf = (answers: readonly GoldenAnswer[]): GoldenReport | null => {
  if (answers.length === 0) return null;
  const hasBefore = answers.some(({ before }) => before !== null);
  const dropped = answers.filter(hasDropped);
  return {
    queries: answers.length,
    passedBefore: hasBefore
      ? answers.filter(({ golden, before }) => before !== null && passes(golden, before)).length
      : null,
    passed: answers.filter(({ golden, after }) => passes(golden, after)).length,
    droppedCount: dropped.length,
    dropped: dropped.slice(0, MAX_NAMED).map(({ golden, after }) => ({
      query: golden.query,
      locale: golden.locale ?? null,
      first: golden.first,
      missing: missingIn(golden, after).map((documentId) => ({ uid: golden.uid, documentId })),
    })),
  };
};
