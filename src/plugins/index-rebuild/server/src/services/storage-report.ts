import type { StorageStatus, UnknownGeneration } from '../../../shared/contracts';
import { toIndexRebuildError } from '../domain/errors';
import { storageError } from '../domain/storage-errors';
import { settledWithin } from '../lib/settled-within';
import type { ArtifactStore } from '../ports/artifact-store';
import type { Clock } from '../ports/clock';
import type { GenerationStore } from '../ports/generation-store';
import type { SearchBackend, StoredGeneration } from '../ports/search-backend';

export type StoragePorts = {
  store: Pick<ArtifactStore, 'installation' | 'otherInstallations'>;
  backend: Pick<SearchBackend, 'list' | 'readSummary'>;
  generations: Pick<GenerationStore, 'all'>;
  clock: Clock;
  log: { info(message: string): void; warn(message: string): void };
};

/** The admin polls the status every second; the disk is read less often. */
const FRESH_FOR_MS = 5_000;
/** How long the status waits for a disk or a cluster; then it has what was found before. */
const PATIENCE_MS = 1_000;

const describe = async (
  { backend }: Pick<StoragePorts, 'backend'>,
  { id, complete }: StoredGeneration
): Promise<UnknownGeneration> => {
  // A damaged one is still reported, without what cannot be read.
  const summary = complete ? await backend.readSummary(id).catch(() => null) : null;
  const createdAt = summary?.createdAt.toISOString() ?? null;
  return { id, complete, records: summary?.records ?? null, createdAt };
};

/** Generations on disk without a row, complete or not. */
export const unknownGenerations = async ({
  backend,
  generations,
}: Pick<StoragePorts, 'backend' | 'generations'>): Promise<StoredGeneration[]> => {
  // The disk first: a generation that is begun in between has its row before its directory.
  const onDisk = await backend.list();
  const known = new Set((await generations.all()).map(({ name }) => name));
  return onDisk.filter(({ id }) => !known.has(id));
};

export const readStorage = async (ports: StoragePorts): Promise<StorageStatus> => {
  const { installation } = ports.store;
  try {
    const unknown = await unknownGenerations(ports);
    return {
      installation,
      unknownGenerations: await Promise.all(unknown.map((found) => describe(ports, found))),
      otherInstallations: await ports.store.otherInstallations(),
      error: null,
    };
  } catch (thrown) {
    const { code, message } = storageError(thrown) ?? toIndexRebuildError(thrown);
    return { installation, unknownGenerations: [], otherInstallations: 0, error: { code, message } };
  }
};

/** What was found, as one line for the log. */
export const storageLine = ({
  installation,
  unknownGenerations: unknown,
  otherInstallations: others,
}: StorageStatus): string => {
  const partial = unknown.filter(({ complete }) => !complete).length;
  const complete = unknown.length - partial;
  const kept =
    unknown.length === 0
      ? 'nothing unknown'
      : `${complete} complete and ${partial} partial builds that this database does not know, which are kept`;
  return `[index-rebuild] storage of installation ${installation}: ${kept}; ${others} other installations beside it`;
};

/** What is on disk that the database does not know. */
export const createStorageReport = (ports: StoragePorts) => {
  let latest: { at: number; report: StorageStatus } | null = null;
  let reading: Promise<StorageStatus> | null = null;

  const readAnew = async (): Promise<StorageStatus> => {
    try {
      const report = await readStorage(ports);
      latest = { at: ports.clock.now().getTime(), report };
      return report;
    } finally {
      reading = null;
    }
  };

  const read = async (): Promise<StorageStatus> => {
    if (latest && ports.clock.now().getTime() - latest.at < FRESH_FOR_MS) return latest.report;
    reading ??= readAnew();
    if (latest) await settledWithin(reading, PATIENCE_MS);
    return latest ? latest.report : reading;
  };

  return {
    read,
    /** Logs at startup what was found. */
    async announce(): Promise<void> {
      const report = await read();
      if (report.error) ports.log.warn(`[index-rebuild] storage: ${report.error.message}`);
      else ports.log.info(storageLine(report));
    },
  };
};

export type StorageReport = ReturnType<typeof createStorageReport>;
