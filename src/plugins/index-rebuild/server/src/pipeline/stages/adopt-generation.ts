import { alreadyReplaced } from '../../domain/errors';
import type { GenerationStore } from '../../ports/generation-store';
import type { SearchBackend } from '../../ports/search-backend';
import type { RunContext } from '../run-context';
import type { Stage } from '../stage';

type Ports = {
  backend: Pick<SearchBackend, 'readSummary'>;
  generations: Pick<GenerationStore, 'find' | 'adopt'>;
};

/** Gives a generation a row if the database has none for it. @returns Whether it did. */
export const adoptIfUnknown = async (
  { backend, generations }: Ports,
  name: string,
  token: number
): Promise<boolean> => {
  if (await generations.find(name)) return false;
  const { run, createdAt, records, spec, specHash, bytes } = await backend.readSummary(name);
  await generations.adopt({ name, run, createdAt, records, specHash, model: spec.model, bytes }, token);
  return true;
};

/** Makes sure that the live generation is still the damaged one, and adopts its replacement. */
export const adoptGeneration: Stage<RunContext> = {
  name: 'preflight',

  async run({ input: { generation, replaces, lease }, ports, state }, report) {
    report(0, 1);
    const { liveGeneration } = await ports.catalog.read();
    if (liveGeneration !== replaces) throw alreadyReplaced();
    state.adopted = await adoptIfUnknown(ports, generation, lease.token);
    state.records = (await ports.generations.find(generation))?.records ?? 0;
    report(1, 1);
  },

  /** Without a row the generation is unknown again, and therefore kept. */
  async undo({ input: { generation, lease }, ports: { generations }, state }) {
    if (!state.adopted) return;
    await generations.discard(generation, lease.token);
    await generations.forget(generation, lease.token);
    state.adopted = false;
  },
};
