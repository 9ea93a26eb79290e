export type TimeUnit = 'second' | 'minute' | 'hour' | 'day' | 'month' | 'year';

const STEPS: [TimeUnit, number][] = [
  ['year', 365 * 86_400],
  ['month', 30 * 86_400],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** How far a time lies back (negative) or ahead, in the largest unit that gives at least one. */
export const relativeTime = (from: Date, now: Date): { value: number; unit: TimeUnit } => {
  const seconds = (from.getTime() - now.getTime()) / 1000;
  const step = STEPS.find(([, size]) => Math.abs(seconds) >= size);
  if (!step) return { value: 0, unit: 'second' };
  const [unit, size] = step;
  return { value: Math.trunc(seconds / size), unit };
};

/** The parts of a duration worth showing: hours and minutes, minutes and seconds, or seconds. */
export const durationParts = (
  milliseconds: number
): { hours: number; minutes: number; seconds: number; tenths: boolean } => {
  const tenths = milliseconds < 10_000;
  const total = tenths ? Math.round(milliseconds / 100) / 10 : Math.round(milliseconds / 1000);
  return {
    hours: Math.floor(total / 3600),
    minutes: Math.floor((total % 3600) / 60),
    seconds: tenths ? total : total % 60,
    tenths,
  };
};
