import { inOrderOfTrust, type Candidate } from '../../domain/recovery';
import type { GenerationStore } from '../../ports/generation-store';
import type { SearchBackend, StoredGeneration } from '../../ports/search-backend';

export type CandidatePorts = {
  backend: Pick<SearchBackend, 'list' | 'readSummary' | 'verify'>;
  generations: Pick<GenerationStore, 'all'>;
  /** Hash of the model that embeds queries now. @throws EMBEDDER_UNAVAILABLE */
  modelHash(): Promise<string>;
};

/** Null for one whose manifest cannot be read, or that was discarded on purpose. */
const describe = async (
  { backend }: CandidatePorts,
  { id }: StoredGeneration,
  states: ReadonlyMap<string, string>
): Promise<Candidate | null> => {
  const state = states.get(id);
  if (state !== undefined && state !== 'retired') return null;
  const summary = await backend.readSummary(id).catch(() => null);
  if (summary === null) return null;
  const { createdAt, spec } = summary;
  return { id, createdAt, modelHash: spec.modelHash, retired: state === 'retired' };
};

export const isIntact = ({ backend }: Pick<CandidatePorts, 'backend'>, id: string): Promise<boolean> =>
  backend.verify(id).then(
    () => true,
    () => false
  );

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
