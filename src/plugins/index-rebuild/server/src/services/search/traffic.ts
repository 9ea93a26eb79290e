import { IndexRebuildError } from '../../domain/errors';

/** Queries that this process was asked, and those that failed. */
export type Traffic = { queries: number; failed: number };

const SERVER_ERROR = 500;

/** Whether search failed, and not whoever asked: a wrong question, or one about an unknown record, did not. */
const isFailure = (error: unknown): boolean =>
  !(error instanceof IndexRebuildError) || error.status >= SERVER_ERROR;

/** Counts a query, and whether it failed. */
export const counted = async <T>(traffic: Traffic, work: () => Promise<T>): Promise<T> => {
  traffic.queries += 1;
  try {
    return await work();
  } catch (error) {
    if (isFailure(error)) traffic.failed += 1;
    throw error;
  }
};
