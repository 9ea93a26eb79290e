import { useEffect, useRef } from 'react';

import type { Status } from '../../../shared/contracts';

const stateOf = ({ run, generation }: Status): string => [run?.id, run?.status, generation].join();

/**
 * Calls `onChange` whenever the latest run or the live version is another one than before: the page may not have
 * seen the run that did it.
 */
export const useRunChange = (status: Status | undefined, onChange: () => void): void => {
  const before = useRef<string | null>(null);
  const callback = useRef(onChange);
  callback.current = onChange;
  const now = status === undefined ? null : stateOf(status);

  useEffect(() => {
    if (now === null) return;
    if (before.current !== null && before.current !== now) callback.current();
    before.current = now;
  }, [now]);
};
