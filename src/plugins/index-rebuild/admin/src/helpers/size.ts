export type SizeUnit = 'kilobyte' | 'megabyte' | 'gigabyte';

const STEP = 1_000;

/** A size on disk in the largest unit that gives at least one; kilobytes for anything smaller. */
export const sizeParts = (bytes: number): { value: number; unit: SizeUnit } => {
  const kilobytes = bytes / STEP;
  if (kilobytes < STEP) return { value: kilobytes, unit: 'kilobyte' };
  const megabytes = kilobytes / STEP;
  if (megabytes < STEP) return { value: megabytes, unit: 'megabyte' };
  return { value: megabytes / STEP, unit: 'gigabyte' };
};
