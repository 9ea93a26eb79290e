import { useEffect, useState } from 'react';

import { useListGenerationsQuery } from '../api/index-rebuild';

/** How often versions that are out of reach are looked for again. */
const LOOK_AGAIN_MS = 5_000;

/** The versions that are kept; while what holds some of them is away, they are looked for again and again. */
export const useGenerations = () => {
  const [pollingInterval, setPollingInterval] = useState(0);
  const { data, isError, refetch } = useListGenerationsQuery(undefined, {
    pollingInterval,
    refetchOnMountOrArgChange: true,
  });
  const isAway = data?.some(({ problem }) => problem) ?? false;
  useEffect(() => setPollingInterval(isAway ? LOOK_AGAIN_MS : 0), [isAway]);
  return { data, isError, refetch };
};
