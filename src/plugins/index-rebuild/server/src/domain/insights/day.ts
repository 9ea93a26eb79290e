const DAY_MS = 86_400_000;

/** The day in UTC, such as `2026-01-31`: as texts, days sort and compare. */
export const dayOf = (time: Date): string => time.toISOString().slice(0, 10);

export const daysBefore = (day: string, days: number): string =>
  dayOf(new Date(Date.parse(day) - days * DAY_MS));

/** The last `count` days up to `day`, the earliest first. */
export const lastDays = (day: string, count: number): string[] =>
  Array.from({ length: count }, (_, at) => daysBefore(day, count - 1 - at));
