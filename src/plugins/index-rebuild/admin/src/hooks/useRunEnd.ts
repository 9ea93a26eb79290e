import { useEffect, useRef } from 'react';

import type { IndexStatus } from '../../../shared/contracts';

/** Calls `onEnd` once each time the status leaves "running". */
export const useRunEnd = (
  status: IndexStatus | undefined,
  onEnd: (status: IndexStatus) => void
): void => {
  const before = useRef<IndexStatus>();
  const callback = useRef(onEnd);
  callback.current = onEnd;

  useEffect(() => {
    const ended = before.current === 'running' && status !== undefined && status !== 'running';
    before.current = status;
    if (ended) callback.current(status);
  }, [status]);
};
