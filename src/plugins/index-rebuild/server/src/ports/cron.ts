/** Does work at fixed times in this process. */
export interface Cron {
  /** @param rule A cron expression. @param timeZone An IANA time zone; the server's own when left out. */
  add(name: string, rule: string, timeZone: string | undefined, task: () => Promise<void>): void;
  remove(name: string): void;
  /** The first time after `after` that a rule names; null when there is none. */
  next(rule: string, timeZone: string | undefined, after: Date): Date | null;
}
