import { useEffect, useState } from 'react';

const PAUSE_MS = 300;

/** A value once it has stayed the same for a moment: what somebody types is asked about when they pause. */
export const useDebounced = <Value>(value: Value): Value => {
  const [settled, setSettled] = useState(value);
  const key = JSON.stringify(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [key]);
  return settled;
};
