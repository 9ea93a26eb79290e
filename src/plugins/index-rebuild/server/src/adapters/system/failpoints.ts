import { readFileSync } from 'node:fs';

const LOOK_EVERY_MS = 20;

const isHeld = (file: string, point: string): boolean => {
  try {
    return readFileSync(file, 'utf8').split('\n').includes(point);
  } catch {
    return false;
  }
};

/**
 * Waits while the file that INDEX_REBUILD_HOLD_FILE names has a line with this point, such as
 * `embed`. So a test can stop a run at an exact place, let something fail there and let it go on.
 * An abort ends the wait.
 * Without the variable, as always outside of tests, it returns at once.
 */
export const failpoint = async (point: string, signal: AbortSignal): Promise<void> => {
  const file = process.env.INDEX_REBUILD_HOLD_FILE;
  if (!file) return;
  while (!signal.aborted && isHeld(file, point))
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
};
