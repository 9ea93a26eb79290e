import { IndexRebuildError } from '../../domain/errors';
import { assertDisk, assertMemory, diskNeeded, memoryNeeded } from '../../domain/estimate';
import { storageError } from '../../domain/storage-errors';
import type { BuildJob } from '../../ports/builder';
import type { RunContext } from '../run-context';
import type { Stage } from '../stage';

const STEPS = 3;

const assertTags = ({ kind, tags }: BuildJob): void => {
  if (kind !== 'tag' || (tags && tags.taxonomy.length > 0)) return;
  throw new IndexRebuildError(
    'TAXONOMY_EMPTY',
    'The taxonomy has no tags. Create some in it, then start again.'
  );
};

/**
 * Refuses a run that cannot complete on this machine or with this embedder, and reserves
 * the generation that it builds.
 *
 * The stage throws TAXONOMY_EMPTY, INSUFFICIENT_DISK, INSUFFICIENT_MEMORY, EMBEDDER_UNAVAILABLE, or
 * the reason why the storage cannot be used.
 */
export const preflight: Stage<RunContext> = {
  name: 'preflight',

  async run({ input, ports, state }, report, signal) {
    report(0, STEPS);
    const job = await ports.jobFor(input);
    assertTags(job);
    const needs = await ports.needsOf(job);
    const free = await ports.backend.freeBytes().catch((error: Error) => {
      throw storageError(error) ?? error;
    });
    assertDisk(diskNeeded(needs), free);
    assertMemory(memoryNeeded(needs), await ports.freeMemory());
    report(1, STEPS);
    await ports.checkEmbedder(signal);
    signal.throwIfAborted();
    report(2, STEPS);
    await ports.generations.create(input.generation, input.lease.holder, input.lease.token);
    state.job = job;
    report(STEPS, STEPS);
  },

  /** What was built stays for the next run to reuse, but not on a full disk. */
  async undo({ input: { generation, lease }, ports: { generations, backend } }, error) {
    // A run that failed early has not reserved it yet.
    if (await generations.find(generation)) await generations.discard(generation, lease.token);
    const { code } = error as IndexRebuildError;
    if (code === 'STORAGE_FULL' || code === 'SEARCH_CLUSTER_FULL') await backend.remove(generation);
  },
};
