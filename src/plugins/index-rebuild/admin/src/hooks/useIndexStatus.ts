import { useEffect, useState } from 'react';

import { useGetStatusQuery } from '../api/index-rebuild';

const POLL_EVERY_MS = 3_000;

/**
 * The status, and the only place that polls for it: every 3 s while a run is active, records are about to
 * become searchable, or the connection is lost. Otherwise it is loaded when the page opens or gets the
 * focus again, which is when a run that somebody else started has to show.
 */
export const useIndexStatus = () => {
  const [polling, setPolling] = useState(false);
  const query = useGetStatusQuery(undefined, {
    pollingInterval: polling ? POLL_EVERY_MS : 0,
    refetchOnMountOrArgChange: true,
  });
  const running = query.data?.status === 'running';
  const pending = (query.data?.overlay?.waiting.pending ?? 0) > 0;
  const { refetch } = query;

  const lost = query.isError && query.data !== undefined;
  useEffect(() => setPolling(running || pending || lost), [running, pending, lost]);

  useEffect(() => {
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
  }, [refetch]);

  return { status: query.data, running, isError: query.isError, refetch };
};
