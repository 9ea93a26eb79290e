/** A partial build is kept for as long as the next rebuild may want its vectors. */
const PARTIAL_MS = 24 * 3_600_000;

export type LocalCopies = {
  local: readonly { id: string; complete: boolean; changedAt: Date }[];
  /** Generations that the database has a row for, and those that are live or served. */
  needed: ReadonlySet<string>;
  /** Since when each has been seen without a need, in milliseconds since 1970. */
  unneededSince: ReadonlyMap<string, number>;
  now: Date;
  graceMs: number;
};

/**
 * Which local copies are to be removed where the store is elsewhere: those of generations that retention has
 * removed, some time after. The wait is for a database that for a moment does not know its newest rows.
 */
export const unneededCopies = ({ local, needed, unneededSince, now, graceMs }: LocalCopies): string[] =>
  local
    .filter(({ id, complete, changedAt }) => {
      if (needed.has(id)) return false;
      const since = unneededSince.get(id) ?? now.getTime();
      const unneededMs = now.getTime() - since;
      if (complete) return unneededMs >= graceMs;
      return unneededMs >= graceMs && now.getTime() - changedAt.getTime() > PARTIAL_MS;
    })
    .map(({ id }) => id);
