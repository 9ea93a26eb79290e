import type { RunsPorts } from './runs/ports';

type Ports = Pick<RunsPorts, 'generations' | 'runs' | 'backend' | 'catalog' | 'settings' | 'log'>;

/**
 * Removes what is not kept: generations beyond `retention.generations`, all but the latest
 * `partial builds` of what interrupted runs left for reuse, directories that nobody knows, old runs.
 *
 * Only for the holder of the lease: nobody builds meanwhile. The live generation is never touched,
 * whatever its row says, and a searcher has what it needs of a removed one in memory.
 */
export const collect = async (
  { generations, runs, backend, catalog, settings, log }: Ports,
  { partialBuilds }: { partialBuilds: number }
): Promise<void> => {
  const { liveGeneration } = await catalog.read();
  const complete = await generations.complete();
  const others = complete.filter(({ name }) => name !== liveGeneration);
  const kept = others
    .filter(({ state }) => state === 'retired')
    .slice(0, Math.max(0, settings.retention.generations - 1));
  const keep = new Set([liveGeneration, ...kept.map(({ name }) => name)]);
  for (const { name } of others) {
    if (!keep.has(name)) await generations.discard(name);
  }
  const unknown = (await backend.list()).map(({ id }) => id).filter((id) => !keep.has(id));
  const rows = await Promise.all(unknown.map((name) => generations.find(name)));
  const left = rows
    .filter((row) => row !== null)
    .sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime())
    .slice(0, partialBuilds)
    .map(({ name }) => name);
  for (const name of unknown.filter((candidate) => !left.includes(candidate))) {
    await backend.remove(name);
    log.debug(`[index-rebuild] removed ${name}`);
  }
  if (left.length === 0) await generations.forgetDiscarded();
  const makers = complete.filter(({ name }) => keep.has(name)).map(({ run }) => run);
  await runs.prune(settings.retention.runs, makers);
};

/** Leftovers kept across a restart, for the next run to reuse. */
const PARTIAL_BUILDS_AT_BOOT = 2;
/** Partial builds kept after a run that did not take over their vectors. */
const PARTIAL_BUILDS_AFTER_RUN = 3;
export const HOUSEKEEPER = 'housekeeping';

/** Tidies up after what ended while this process was not there. Leaves it to whoever has the lease. */
export const tidyAtBoot = async (ports: Ports & Pick<RunsPorts, 'newId'>): Promise<void> => {
  const { catalog, generations } = ports;
  const lease = await catalog.acquire(`${HOUSEKEEPER}:${ports.newId()}`);
  if (!lease) return;
  try {
    const { liveGeneration } = await catalog.read();
    if (liveGeneration !== null) await generations.markLive(liveGeneration);
    await collect(ports, { partialBuilds: PARTIAL_BUILDS_AT_BOOT });
  } finally {
    await catalog.release(lease);
  }
};

/** Tidies up at the end of a run, whatever its end was. Does not throw. */
export const collectAfterRun = async (
  ports: Parameters<typeof collect>[0],
  partialBuilds = PARTIAL_BUILDS_AFTER_RUN
): Promise<void> => {
  try {
    await collect(ports, { partialBuilds });
  } catch (error) {
    ports.log.warn(`[index-rebuild] could not tidy up after a run: ${(error as Error).message}`);
  }
};
