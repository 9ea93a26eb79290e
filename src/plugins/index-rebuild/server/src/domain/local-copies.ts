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
 * What belongs to generations that retention has removed, some time after. The wait is for a database that for a
 * moment does not know its newest rows.
 */
const unneeded = ({ local, needed, unneededSince, now, graceMs }: LocalCopies) =>
  local.filter(
    ({ id }) => !needed.has(id) && now.getTime() - (unneededSince.get(id) ?? now.getTime()) >= graceMs
  );

/** Which local copies are to be removed where the store is elsewhere. */
export const unneededCopies = (copies: LocalCopies): string[] =>
  unneeded(copies)
    .filter(({ complete, changedAt }) => complete || copies.now.getTime() - changedAt.getTime() > PARTIAL_MS)
    .map(({ id }) => id);

/** Of which generations the map is to be removed: those of which nothing else is here. */
export const unneededMaps = (copies: LocalCopies): string[] =>
  unneeded(copies)
    .filter(({ complete }) => !complete)
    .map(({ id }) => id);
