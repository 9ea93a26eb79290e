/** A completed rebuild: records embedded, and its duration in milliseconds. */
export type PastRun = { embedded: number; durationMs: number };

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/** Duration of a rebuild that embeds nothing, as a share of one that embeds everything (docs/performance.md). */
const FIXED_SHARE = 0.1;

/**
 * How long a rebuild that embeds `records` will take, in seconds: the straight line through
 * past runs, or one through their mean where they are too much alike for a line. Null without past runs.
 */
export const estimateSeconds = (runs: readonly PastRun[], records: number): number | null => {
  if (!runs.some(({ embedded }) => embedded > 0)) return null;
  const meanX = sum(runs.map(({ embedded }) => embedded)) / runs.length;
  const meanY = sum(runs.map(({ durationMs }) => durationMs)) / runs.length;
  const variation = sum(runs.map(({ embedded }) => (embedded - meanX) ** 2));
  const common = sum(runs.map(({ embedded, durationMs }) => (embedded - meanX) * (durationMs - meanY)));
  const slope = variation > 0 ? common / variation : 0;
  const start = meanY - slope * meanX;
  const sound = slope > 0 && start >= 0;
  const share = FIXED_SHARE + ((1 - FIXED_SHARE) * records) / Math.max(1, meanX);
  const milliseconds = sound ? start + slope * records : meanY * share;
  return Math.round(milliseconds / 100) / 10;
};
