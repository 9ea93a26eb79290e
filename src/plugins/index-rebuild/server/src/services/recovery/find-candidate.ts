import { IndexRebuildError } from '../../domain/errors';
import { inOrderOfTrust, isOutage, type Candidate } from '../../domain/recovery';
import type { GenerationStore } from '../../ports/generation-store';
import type { SearchBackend, StoredGeneration } from '../../ports/search-backend';

export type CandidatePorts = {
  backend: Pick<SearchBackend, 'list' | 'readSummary' | 'verify'>;
  generations: Pick<GenerationStore, 'all'>;
  /** Hash of the model that embeds queries now. @throws EMBEDDER_UNAVAILABLE */
  modelHash(): Promise<string>;
};

/** Nothing is concluded from silence. @throws the outage. */
const unlessOutage =
  <T>(otherwise: T) =>
  (error: unknown): T => {
    if (error instanceof IndexRebuildError && isOutage(error.code)) throw error;
    return otherwise;
  };

/** Null for one whose manifest cannot be read, or that was discarded on purpose. */
const describe = async (
  { backend }: CandidatePorts,
  { id }: StoredGeneration,
  states: ReadonlyMap<string, string>
): Promise<Candidate | null> => {
  const state = states.get(id);
  if (state !== undefined && state !== 'retired') return null;
  const summary = await backend.readSummary(id).catch(unlessOutage(null));
  if (summary === null) return null;
  const { createdAt, spec } = summary;
  return { id, createdAt, modelHash: spec.modelHash, retired: state === 'retired' };
};

/** @throws SEARCH_CLUSTER_UNAVAILABLE or SEARCH_CLUSTER_REFUSED when that is not to be found out now. */
export const isIntact = ({ backend }: Pick<CandidatePorts, 'backend'>, id: string): Promise<boolean> =>
  backend.verify(id).then(() => true, unlessOutage(false));

/** The generation that will replace `broken`; null when none on disk can. */
export const findCandidate = async (
  ports: CandidatePorts,
  broken: string,
  failed: readonly string[]
): Promise<string | null> => {
  const onDisk = await ports.backend.list();
  const states = new Map((await ports.generations.all()).map(({ name, state }) => [name, state]));
  const complete = onDisk.filter((found) => found.complete && found.id !== broken);
  const described = await Promise.all(complete.map((found) => describe(ports, found, states)));
  const usable = described.filter((candidate) => candidate !== null);
  for (const { id } of inOrderOfTrust(usable, await ports.modelHash(), failed)) {
    if (await isIntact(ports, id)) return id;
  }
  return null;
};
