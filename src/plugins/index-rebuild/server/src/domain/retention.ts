import type { GenerationState } from './generation';

/** The part of a generation's row that decides what is kept. */
export type KnownGeneration = { name: string; state: GenerationState; createdAt: Date };

/** A generation's directory, whether or not the database knows it. */
export type FoundOnDisk = { id: string; complete: boolean; changedAt: Date };

export type Retention = {
  /** Complete generations, the live one included. */
  generations: number;
  /** Partial builds, whose vectors the next run reuses. */
  partialBuilds: number;
};

export type Holdings = {
  live: string | null;
  /** Every row, the latest first. */
  rows: readonly KnownGeneration[];
  onDisk: readonly FoundOnDisk[];
  /** Generations that this process has built or served, whether or not the database knows them. */
  ours: ReadonlySet<string>;
  /** Whether a rebuild has just completed: only then are directories without a row removed. */
  afterRebuild: boolean;
  /** Generations that other processes answer from, and that they need for it. */
  inUse: ReadonlySet<string>;
  now: Date;
};

export type Removals = {
  /** Generations whose row is to become `discarded`. */
  discard: string[];
  /** Directories to be removed. */
  remove: string[];
  /** Generations that are kept complete. */
  kept: string[];
};

/** An unknown partial build may be another process's work unless nothing was written to it for this long. */
const UNKNOWN_PARTIAL_BUILD_MS = 24 * 3_600_000;

const newest = <Row extends { createdAt: Date }>(rows: readonly Row[], count: number): Row[] =>
  [...rows].sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime()).slice(0, Math.max(0, count));

const names = (rows: readonly KnownGeneration[]): string[] => rows.map(({ name }) => name);

const isStale = ({ complete, changedAt }: FoundOnDisk, now: Date): boolean =>
  !complete && now.getTime() - changedAt.getTime() > UNKNOWN_PARTIAL_BUILD_MS;

/**
 * Decides what to remove. The live generation is never touched, whatever its row says. A complete
 * generation without a row may be another application's on a copy of this database, or newer work from before
 * the database was restored: it is removed only if this process has made or served it, so that the database
 * has lost it meanwhile.
 */
export const planRemovals = (
  { live, rows, onDisk, ours, afterRebuild, inUse, now }: Holdings,
  { generations, partialBuilds }: Retention
): Removals => {
  const others = rows.filter(({ name }) => name !== live);
  const inState = (...states: GenerationState[]) => others.filter(({ state }) => states.includes(state));
  const there = new Set(onDisk.map(({ id }) => id));
  const retired = inState('retired').filter(({ name }) => there.has(name));
  // Only after a rebuild, which shows that the disk is the right one and can be read.
  const lost = afterRebuild ? inState('retired').filter(({ name }) => !there.has(name)) : [];
  const wanted = newest(retired, generations - 1);
  const kept = retired.filter((row) => wanted.includes(row) || inUse.has(row.name));
  const obsolete = retired.filter((row) => !kept.includes(row));
  // Only the lease holder builds, and that is this process: what never became live never will.
  const stranded = inState('building', 'ready');
  const partial = inState('building', 'ready', 'discarded').filter(({ name }) => there.has(name));
  const surplus = partial.filter((row) => !newest(partial, partialBuilds).includes(row));
  const known = new Set(names(rows));
  const unknown = onDisk.filter(({ id }) => !known.has(id) && id !== live);
  const stale = unknown.filter((one) => ours.has(one.id) || isStale(one, now));
  return {
    discard: names([...obsolete, ...lost, ...stranded]),
    remove: [...names([...obsolete, ...surplus]), ...(afterRebuild ? stale.map(({ id }) => id) : [])],
    kept: [...(live === null ? [] : [live]), ...names(kept)],
  };
};
