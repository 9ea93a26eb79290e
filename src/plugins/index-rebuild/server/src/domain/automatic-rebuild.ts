/** When changed content starts a rebuild automatically. */
export type RebuildRule = {
  /** Seconds without a further change. */
  quietSeconds: number;
  /** Changes per record of the live generation, 0.05 for every twentieth. */
  share: number;
  /** Or changes this old, however few. */
  maxAgeHours: number;
};

/** The changes that a rebuild can clear: those made since the latest one. */
export type OpenChanges = { count: number; oldest: Date | null; newest: Date | null };

/** Rebuilds in a row that did not complete, and when the latest of them ended. */
export type Failures = { inARow: number; lastEndedAt: Date | null };

const SECOND_MS = 1_000;
const HOUR_MS = 3_600_000;
const MAX_PAUSE_MS = 24 * HOUR_MS;

/** How long to wait after this many failures in a row: twice as long each time, up to a day. */
export const pauseAfter = (failures: number, { quietSeconds }: Pick<RebuildRule, 'quietSeconds'>): number =>
  failures === 0 ? 0 : Math.min(MAX_PAUSE_MS, quietSeconds * SECOND_MS * 2 ** Math.min(failures, 20));

/** Whether a rebuild is due: enough or old enough changes, a quiet period, and no recent failure. */
export const isRebuildDue = (
  rule: RebuildRule,
  { count, oldest, newest }: OpenChanges,
  liveRecords: number,
  { inARow, lastEndedAt }: Failures,
  now: Date
): boolean => {
  if (count === 0 || !oldest || !newest) return false;
  const since = (time: Date): number => now.getTime() - time.getTime();
  const isQuiet = since(newest) >= rule.quietSeconds * SECOND_MS;
  const isMuch = count / Math.max(1, liveRecords) >= rule.share;
  const isOld = since(oldest) >= rule.maxAgeHours * HOUR_MS;
  const isPaused = lastEndedAt !== null && since(lastEndedAt) < pauseAfter(inARow, rule);
  // Content that never stops changing must not put the rebuild off for ever.
  return (isOld || (isMuch && isQuiet)) && !isPaused;
};
