import { generationNotKept, IndexRebuildError } from '../../domain/errors';
import type { Catalog } from '../../ports/catalog';
import type { GenerationStore } from '../../ports/generation-store';
import type { SearchBackend } from '../../ports/search-backend';
import type { RunContext } from '../run-context';
import type { Stage } from '../stage';

type Ports = {
  catalog: Pick<Catalog, 'read'>;
  generations: Pick<GenerationStore, 'complete'>;
  backend: Pick<SearchBackend, 'holds' | 'isUploaded'>;
};

/**
 * Whether a complete generation is here or can be fetched. The others have to have it before it becomes live, so
 * nothing is begun while nobody can tell whether they can. @throws as `holds` and `isUploaded`.
 */
export const isInReach = async (backend: Ports['backend'], generation: string): Promise<boolean> => {
  if (!(await backend.holds(generation))) return false;
  await backend.isUploaded(generation);
  return true;
};

/** @throws GENERATION_NOT_FOUND or GENERATION_ALREADY_LIVE when the generation cannot be made live, and as `isInReach`. */
export const assertCanBecomeLive = async (
  { catalog, generations, backend }: Ports,
  generation: string
): Promise<void> => {
  const { liveGeneration } = await catalog.read();
  if (generation === liveGeneration) {
    throw new IndexRebuildError('GENERATION_ALREADY_LIVE', `Generation ${generation} is already live.`);
  }
  const isKnown = (await generations.complete()).some(({ name }) => name === generation);
  if (!isKnown || !(await isInReach(backend, generation))) throw generationNotKept(generation);
};

/** Makes sure that the generation can be made live, now that nothing else can remove it. */
export const checkGeneration: Stage<RunContext> = {
  name: 'preflight',
  async run({ input: { generation }, ports, state }, report) {
    report(0, 1);
    await assertCanBecomeLive(ports, generation);
    state.records = (await ports.generations.find(generation))?.records ?? 0;
    report(1, 1);
  },
};
