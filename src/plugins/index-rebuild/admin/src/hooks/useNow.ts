import { useEffect, useState } from 'react';

const MINUTE_MS = 60_000;

/** The current time, updated once a minute, or as often as asked, so that "2 minutes ago" stays true. */
export const useNow = (everyMs = MINUTE_MS): Date => {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
};
