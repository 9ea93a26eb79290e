import { useEffect, useRef } from 'react';

import type { Run, Status } from '../../../shared/contracts';

/**
 * Calls `onEnd` once for each run that has ended since the page was opened, also if it began and ended between two
 * looks: with the finished run, or with null when another run is already active, because then its outcome is not
 * known here.
 */
export const useRunEnd = (
  status: Status | undefined,
  onEnd: (run: Run | null, status: Status) => void
): void => {
  const active = useRef<string | null>(null);
  /** The latest run at the last look; undefined before the first one. */
  const latest = useRef<string | null | undefined>(undefined);
  const callback = useRef(onEnd);
  callback.current = onEnd;

  useEffect(() => {
    if (!status) return;
    const { run } = status;
    const before = active.current;
    const former = latest.current;
    active.current = status.status === 'running' && run ? run.id : null;
    latest.current = run?.id ?? null;
    if (before !== null && before !== active.current)
      callback.current(run?.id === before ? run : null, status);
    else if (former !== undefined && run && run.id !== former && active.current === null)
      callback.current(run, status);
  }, [status]);
};
