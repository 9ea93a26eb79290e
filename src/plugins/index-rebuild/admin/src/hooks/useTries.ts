import { useRef } from 'react';

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
  const { currentData, fulfilledTimeStamp = 0, error, isFetching, refetch } = query;
  const asked = useRef({ url, at: Date.now() });
  if (asked.current.url !== url) asked.current = { url, at: Date.now() };
  // One that is kept from earlier is not shown as if it were today's; one of today stays while it is asked for again.
  const isOfToday = fulfilledTimeStamp >= asked.current.at;
  const failure = isFetching ? undefined : error;
  return {
    data: isOfToday && failure === undefined ? currentData : undefined,
    error: failure,
    isLoading: url !== '' && !isOfToday && failure === undefined,
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
