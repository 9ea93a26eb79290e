import { useTrySearchQuery } from '../api/index-rebuild';
import type { TryResponse } from '../../../shared/contracts';
import { OTHER_WEIGHTS, type TryAddress } from '../helpers/try/address';
import { searchUrl } from '../helpers/try/request';

export type Tried = {
  data: TryResponse | undefined;
  error: unknown;
  isLoading: boolean;
  refetch: () => unknown;
};

const useTry = (address: TryAddress | null, hasSeveral: boolean, weights: string | null = null): Tried => {
  const url = address && address.q !== '' ? searchUrl(address, hasSeveral, weights) : '';
  const query = useTrySearchQuery(url, { skip: url === '', refetchOnMountOrArgChange: true });
  const { currentData, error, isFetching, refetch } = query;
  // An answer that is being asked for again is not shown as if it were today's.
  return {
    data: isFetching ? undefined : currentData,
    error: isFetching ? undefined : error,
    isLoading: isFetching,
    refetch,
  };
};

/** A search, and the one that is compared with it, if there is one. */
export const useTries = (
  address: TryAddress,
  second: TryAddress | null,
  hasSeveral: boolean
): readonly [Tried, Tried] => [
  useTry(address, hasSeveral),
  useTry(second, hasSeveral, second?.against === OTHER_WEIGHTS ? second.weights : null),
];
