import { randomUUID } from 'node:crypto';

import type { Lease, LeaseTimings } from '../domain/lease';
import { planRemovals, type Removals } from '../domain/retention';
import type { Catalog } from '../ports/catalog';
import type { Clock } from '../ports/clock';
import type { GenerationStore } from '../ports/generation-store';
import type { RunStore } from '../ports/run-store';
import type { ReplicaStore } from '../ports/replica-store';
import type { SearchBackend } from '../ports/search-backend';
import { keepLease } from './lease-keeper';

export type CollectPorts = {
  catalog: Pick<Catalog, 'read'>;
  generations: Pick<GenerationStore, 'all' | 'find' | 'markLive' | 'discard' | 'forget'>;
  runs: Pick<RunStore, 'prune'>;
  backend: Pick<SearchBackend, 'list' | 'remove' | 'loadsWhole'>;
  replicaStore: Pick<ReplicaStore, 'all'>;
  /** This process among the replicas. */
  processId: string;
  ownGenerations: ReadonlySet<string>;
  clock: Clock;
  settings: { retention: { generations: number; partialBuilds: number; runs: number } };
  log: { debug(message: string): void; warn(message: string): void };
};

export type CollectOptions = {
  /** The lease of the run that has ended: only its holder may remove anything. */
  lease: Lease;
  /** Partial builds to keep; `retention.partialBuilds` when left out. */
  partialBuilds?: number;
  /** Whether a rebuild has completed: it has taken over all vectors worth keeping. */
  afterRebuild?: boolean;
  /** Stops before the next removal. */
  signal?: AbortSignal;
};

/** The pointer as it is now; null in the first place when the lease is no longer ours. */
const pointerIfOurs = async ({ catalog }: CollectPorts, { lease, signal }: CollectOptions) => {
  const { held, holder, token, liveGeneration } = await catalog.read();
  const ours = held && holder === lease.holder && token === lease.token;
  return ours && !signal?.aborted ? { liveGeneration } : null;
};

/** A replica that has said nothing for longer answers nobody. */
const SILENT_MS = 60_000;

/** What other processes would miss. */
const generationsInUse = async ({ backend, replicaStore, processId }: CollectPorts): Promise<Set<string>> => {
  if (backend.loadsWhole) return new Set();
  const others = (await replicaStore.all()).filter(
    ({ process, silentMs }) => process !== processId && silentMs < SILENT_MS
  );
  return new Set(others.flatMap(({ generation }) => generation ?? []));
};

const planOf = async (
  ports: CollectPorts,
  live: string | null,
  options: CollectOptions
): Promise<Removals> => {
  const { generations, backend, settings, clock } = ports;
  const { afterRebuild = false, partialBuilds = settings.retention.partialBuilds } = options;
  const [rows, onDisk] = [await generations.all(), await backend.list()];
  const retention = { generations: settings.retention.generations, partialBuilds };
  const inUse = await generationsInUse(ports);
  const ours = ports.ownGenerations;
  return planRemovals({ live, rows, onDisk, ours, afterRebuild, inUse, now: clock.now() }, retention);
};

/** Removes each directory after reading the catalog again. @returns Whether it removed them all. */
const removeAll = async (ports: CollectPorts, names: readonly string[], options: CollectOptions) => {
  for (const name of names) {
    const pointer = await pointerIfOurs(ports, options);
    if (pointer === null) return false;
    if (pointer.liveGeneration === name) continue;
    await ports.backend.remove(name);
    ports.log.debug(`[index-rebuild] removed ${name}`);
  }
  return true;
};

/** Rows are removed only after their files, which without a row would be unknown and stay. */
const forgetRemoved = async ({ generations, backend }: CollectPorts, { token }: Lease): Promise<void> => {
  const there = new Set((await backend.list()).map(({ id }) => id));
  const rows = await generations.all();
  for (const { name, state } of rows) {
    if (state === 'discarded' && !there.has(name)) await generations.forget(name, token);
  }
};

/**
 * Removes these generations, complete or not, whatever is kept otherwise; never the live one.
 *
 * @returns Whether they are all gone: not when the lease is lost meanwhile.
 */
export const removeGenerations = async (
  ports: CollectPorts,
  names: readonly string[],
  options: CollectOptions
): Promise<boolean> => {
  for (const { name, state } of await ports.generations.all()) {
    if (names.includes(name) && state !== 'discarded')
      await ports.generations.discard(name, options.lease.token);
  }
  if (!(await removeAll(ports, names, options))) return false;
  await forgetRemoved(ports, options.lease);
  return true;
};

const collectOrThrow = async (ports: CollectPorts, options: CollectOptions): Promise<void> => {
  const { generations, runs, settings } = ports;
  const { token } = options.lease;
  const pointer = await pointerIfOurs(ports, options);
  if (pointer === null) return;
  const { liveGeneration: live } = pointer;
  // After a crash between the pointer and the rows, the rows still mark the previous generation as live.
  if (live !== null && (await generations.find(live))) await generations.markLive(live, token);
  const { discard, remove, kept } = await planOf(ports, live, options);
  for (const name of discard) await generations.discard(name, token);
  if (!(await removeAll(ports, remove, options))) return;
  await forgetRemoved(ports, options.lease);
  const makers = (await generations.all()).filter(({ name }) => kept.includes(name)).map(({ run }) => run);
  await runs.prune(settings.retention.runs, makers);
};

/**
 * Removes what is not kept: generations beyond `retention.generations`, all but the newest partial
 * builds, old runs. Called at the end of every run, however it ended, while its lease is still held. May be
 * called again, stops when the lease is lost, and never throws: a run must not fail because of it.
 *
 * A searcher keeps what it needs of a removed generation in memory, or the generation stays while it is used.
 */
export const collect = async (ports: CollectPorts, options: CollectOptions): Promise<void> => {
  try {
    await collectOrThrow(ports, options);
  } catch (error) {
    ports.log.warn(`[index-rebuild] could not clean up: ${(error as Error).message}`);
  }
};

export const HOUSEKEEPER = 'housekeeping';

type BootPorts = CollectPorts & {
  catalog: Pick<Catalog, 'read' | 'acquire' | 'renew' | 'release'>;
  timings: LeaseTimings;
};

/** Who holds the lease for work that is no run and soon over. */
export const housekeeperId = (): string => `${HOUSEKEEPER}:${randomUUID()}`;

/** Does the work while the lease is held, then gives it back. `signal` says that it was lost. */
export const underLease = async <T>(
  { catalog, timings }: Pick<BootPorts, 'catalog' | 'timings'>,
  lease: Lease,
  work: (signal: AbortSignal) => Promise<T>
): Promise<T> => {
  const abort = new AbortController();
  const stopKeeping = keepLease(catalog, lease, timings, () => abort.abort());
  try {
    return await work(abort.signal);
  } finally {
    stopKeeping();
    await catalog.release(lease);
  }
};

/** Cleans up what ended while this process was down, unless another process holds the lease. */
export const tidyAtBoot = async (ports: BootPorts): Promise<void> => {
  const lease = await ports.catalog.acquire(housekeeperId());
  if (lease) await underLease(ports, lease, (signal) => collect(ports, { lease, signal }));
};
