import { useEffect, useState } from 'react';

import { useGetStatusQuery } from '../api/index-rebuild';
import { usePollingInterval } from './usePollingInterval';

/**
 * The status, and the only place that polls for it. It is also loaded when the page opens, gets the focus
 * or the connection back. It stays unknown to who may not read it.
 */
export const useIndexStatus = (mayRead: boolean) => {
  const [pollingInterval, setPollingInterval] = useState(0);
  const { data, isError, refetch } = useGetStatusQuery(undefined, {
    pollingInterval,
    refetchOnMountOrArgChange: true,
    skip: !mayRead,
  });
  const every = usePollingInterval(data, isError && data !== undefined);
  useEffect(() => setPollingInterval(data === undefined ? 0 : every), [data, every]);

  useEffect(() => {
    if (!mayRead) return undefined;
    const lookAgain = () => {
      if (document.visibilityState === 'visible') void refetch();
    };
    window.addEventListener('focus', lookAgain);
    window.addEventListener('online', lookAgain);
    document.addEventListener('visibilitychange', lookAgain);
    return () => {
      window.removeEventListener('focus', lookAgain);
      window.removeEventListener('online', lookAgain);
      document.removeEventListener('visibilitychange', lookAgain);
    };
  }, [mayRead, refetch]);

  return { status: data, running: data?.status === 'running', isError, refetch };
};
