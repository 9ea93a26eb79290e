import { alreadyReplaced } from '../../domain/errors';
import type { GenerationStore } from '../../ports/generation-store';
import type { SearchBackend } from '../../ports/search-backend';
import type { RunContext } from '../run-context';
import type { Stage } from '../stage';

type Ports = {
  backend: Pick<SearchBackend, 'readSummary'>;
  generations: Pick<GenerationStore, 'find' | 'adopt'>;
};

/** Gives a generation that the database does not know a row. @returns Whether it had none. */
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

/** Looks once more whether the live generation is still the damaged one, and adopts the one to replace it. */
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

  /** Without a row it stays what it was: unknown, and therefore kept. */
  async undo({ input: { generation, lease }, ports: { generations }, state }) {
    if (!state.adopted) return;
    await generations.discard(generation, lease.token);
    await generations.forget(generation, lease.token);
    state.adopted = false;
  },
};
