import type { ArtifactStore } from '../ports/artifact-store';
import type { Catalog } from '../ports/catalog';
import type { EarlierRows } from '../ports/earlier-rows';
import type { GenerationStore } from '../ports/generation-store';
import type { SearchBackend } from '../ports/search-backend';

export type EarlierPorts = {
  store: Pick<ArtifactStore, 'installation' | 'adoptEarlier'>;
  catalog: Pick<Catalog, 'read'>;
  generations: Pick<GenerationStore, 'all' | 'complete'>;
  backend: Pick<SearchBackend, 'readSummary'>;
  earlierRows: EarlierRows;
  settings: { sources: readonly { uid: string }[] };
  log: { info(message: string): void; warn(message: string): void };
};

/** Search works without it, after a rebuild, so Strapi starts even when a file system is in the way. */
const moveGenerations = async ({ store, generations, log }: EarlierPorts): Promise<void> => {
  const to = `${store.installation}/generations`;
  try {
    const known = (await generations.all()).map(({ name }) => name);
    const moved = await store.adoptEarlier(known);
    if (moved > 0) log.info(`[index-rebuild] moved ${moved} generations of an earlier version to ${to}`);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    log.warn(
      `[index-rebuild] The generations of an earlier version could not be moved (${code ?? message}). Stop Strapi, move them from "generations" to "${to}" in the storage folder, and start it again: docs/upgrading.md.`
    );
  }
};

/** The content type that everything was of when there was only one. */
const earlierType = async ({ catalog, backend, settings }: EarlierPorts): Promise<string | undefined> => {
  const { liveGeneration } = await catalog.read();
  const live = liveGeneration === null ? null : await backend.readSummary(liveGeneration).catch(() => null);
  return live?.spec.sources[0].uid ?? settings.sources[0]?.uid;
};

const completeRows = async (ports: EarlierPorts): Promise<void> => {
  if (!(await ports.earlierRows.exist())) return;
  const uid = await earlierType(ports);
  if (uid !== undefined) await ports.earlierRows.setType(uid);
};

/** Otherwise a generation that was built with the current settings would look as if it was not. */
const correctSpecHashes = async ({ generations, backend, earlierRows }: EarlierPorts): Promise<void> => {
  for (const { name, specHash } of await generations.complete()) {
    const summary = await backend.readSummary(name).catch(() => null);
    if (summary !== null && summary.specHash !== specHash)
      await earlierRows.setSpecHash(name, summary.specHash);
  }
};

/**
 * Brings along what earlier versions left in the database and on disk, before anything reads it.
 * Does nothing once it is done; several processes may do it at once.
 */
export const bringAlongEarlier = async (ports: EarlierPorts): Promise<void> => {
  await moveGenerations(ports);
  await completeRows(ports);
  await correctSpecHashes(ports);
};
