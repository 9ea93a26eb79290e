import type { Container } from '../../container';
import { IndexRebuildError } from '../../domain/errors';
import { promote } from './promote';
import type { RunWork } from './tools';

/** @throws GENERATION_NOT_FOUND or GENERATION_ALREADY_LIVE when there is nothing to go back to. */
export const assertCanBecomeLive = async (
  { generations, catalog, backend }: Container,
  name: string
): Promise<void> => {
  const { liveGeneration } = await catalog.read();
  if (name === liveGeneration) {
    throw new IndexRebuildError('GENERATION_ALREADY_LIVE', `Generation ${name} is live already.`);
  }
  const complete = await generations.complete();
  if (
    !complete.some((row) => row.name === name) ||
    !(await backend.list()).some(({ id, complete: whole }) => id === name && whole)
  ) {
    throw new IndexRebuildError(
      'GENERATION_NOT_FOUND',
      `Generation ${name} is not kept on this machine. The list of generations shows those that are.`
    );
  }
};

/** Makes an earlier generation live: the same probe and the same swap as after a build. */
export const rollbackWork = (generation: string): RunWork => ({
  kind: 'rollback',
  generation,
  async execute(tools) {
    const { container } = tools;
    // Once more, now that nobody else can remove it.
    await assertCanBecomeLive(container, generation);
    const row = await container.generations.find(generation);
    await promote(tools, generation, { total: row?.records ?? 0 });
    return {};
  },
  // It was complete before and is so still.
  async abandon() {},
});
