import { useEffect, useRef } from 'react';

import type { Run, Status } from '../../../shared/contracts';

/**
 * Calls `onEnd` once for each run that the page has seen active and that has ended: with the finished
 * run, or with null when another run is already active, because then its outcome is not known here.
 */
export const useRunEnd = (
  status: Status | undefined,
  onEnd: (run: Run | null, status: Status) => void
): void => {
  const active = useRef<string | null>(null);
  const callback = useRef(onEnd);
  callback.current = onEnd;

  useEffect(() => {
    if (!status) return;
    const { run } = status;
    const before = active.current;
    active.current = status.status === 'running' && run ? run.id : null;
    if (before === null || before === active.current) return;
    callback.current(run?.id === before ? run : null, status);
  }, [status]);
};
