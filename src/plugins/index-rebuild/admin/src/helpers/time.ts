export type TimeUnit = 'second' | 'minute' | 'hour' | 'day' | 'month' | 'year';

const DAY_MS = 86_400_000;

const STEPS: [TimeUnit, number][] = [
  ['year', 365 * 86_400],
  ['month', 30 * 86_400],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** Midnight UTC of the calendar day that a time falls on in a time zone. */
const calendarDay = (time: Date, timeZone: string | undefined): number => {
  const format = new Intl.DateTimeFormat('en', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  const parts = Object.fromEntries(
    format.formatToParts(time).map(({ type, value }) => [type, Number(value)])
  );
  return Date.UTC(parts.year, parts.month - 1, parts.day);
};

/**
 * How far a time lies in the past (negative) or the future, in the largest unit of which there is at
 * least one. Days are those of the calendar: 40 hours ago can be "yesterday" or "2 days ago".
 */
export const relativeTime = (from: Date, now: Date, timeZone?: string): { value: number; unit: TimeUnit } => {
  const seconds = (from.getTime() - now.getTime()) / 1000;
  const step = STEPS.find(([, size]) => Math.abs(seconds) >= size);
  if (!step) return { value: 0, unit: 'second' };
  const [unit, size] = step;
  if (unit !== 'day') return { value: Math.trunc(seconds / size), unit };
  const days = (calendarDay(from, timeZone) - calendarDay(now, timeZone)) / DAY_MS;
  // Where clocks go back a day has 25 hours, so 24 hours ago can be the same day.
  return { value: days === 0 ? Math.sign(seconds) : days, unit };
};

/** How long ago, to the second within the first minute. The server's clock may be ahead: that is "now". */
export const preciseAge = (from: Date, now: Date, timeZone?: string): { value: number; unit: TimeUnit } => {
  const past = new Date(Math.min(from.getTime(), now.getTime()));
  const coarse = relativeTime(past, now, timeZone);
  if (coarse.value !== 0) return coarse;
  return { value: Math.trunc((past.getTime() - now.getTime()) / 1000), unit: 'second' };
};

export type RoughDuration = { value: number; unit: 'second' | 'minute' | 'hour' };

/** Up to this many seconds or minutes the smaller unit is easier to read. */
const READABLE = 90;

/** An estimate in the one unit that says enough. */
export const roughDuration = (seconds: number): RoughDuration => {
  const whole = Math.max(1, Math.round(seconds));
  if (whole < READABLE) return { value: whole, unit: 'second' };
  const minutes = Math.round(whole / 60);
  if (minutes < READABLE) return { value: minutes, unit: 'minute' };
  return { value: Math.round(minutes / 60), unit: 'hour' };
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
