import { IndexRebuildError } from '../../domain/errors';
import type { Traffic } from '../../domain/traffic';

const SERVER_ERROR = 500;

/** Whether search itself failed: an invalid request, or one about an unknown record, does not count. */
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
