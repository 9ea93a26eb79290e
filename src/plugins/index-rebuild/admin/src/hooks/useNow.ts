import { useEffect, useState } from 'react';

const EVERY_MS = 60_000;

/** The current time, updated once a minute so that "2 minutes ago" stays true. */
export const useNow = (): Date => {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return now;
};
