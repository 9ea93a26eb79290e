import { useEffect, useState } from 'react';

import type { Status } from '../../../shared/contracts';

const POLL_EVERY_MS = 3_000;

/** On a small site a run is over in a few seconds, and its progress would never be seen. */
const AT_FIRST_EVERY_MS = 500;
const AT_FIRST_MS = 10_000;

const useVisible = (): boolean => {
  const [visible, setVisible] = useState(document.visibilityState === 'visible');
  useEffect(() => {
    const look = () => setVisible(document.visibilityState === 'visible');
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, []);
  return visible;
};

/** Whether the page has seen the active run for a few seconds only. */
const useYoung = (run: string | null): boolean => {
  const [old, setOld] = useState<string | null>(null);
  useEffect(() => {
    if (run === null) return undefined;
    const timer = setTimeout(() => setOld(run), AT_FIRST_MS);
    return () => clearTimeout(timer);
  }, [run]);
  return run !== null && run !== old;
};

/**
 * How often to ask for the status, in milliseconds; 0 for not at all. While the page is visible it follows
 * runs that others start; hidden, it follows only what it has seen begin.
 */
export const usePollingInterval = (status: Status | undefined, lost: boolean): number => {
  const active = status?.status === 'running' ? (status.run?.id ?? null) : null;
  const young = useYoung(active);
  const visible = useVisible();
  const pending = (status?.overlay?.waiting.pending ?? 0) > 0;
  if (young) return AT_FIRST_EVERY_MS;
  return visible || active !== null || pending || lost ? POLL_EVERY_MS : 0;
};
