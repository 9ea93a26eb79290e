import { useEffect, useState } from 'react';

/** Nobody types slower than this between two letters of one word. */
const PAUSE_MS = 250;

/** What was typed last, once nothing has been typed for a while. */
export const useAfterPause = (typed: string): string => {
  const [settled, setSettled] = useState(typed);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(typed), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  return settled;
};
