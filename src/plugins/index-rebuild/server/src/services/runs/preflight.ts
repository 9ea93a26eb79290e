import os from 'node:os';

import { openProviderEmbedder } from '../../adapters/openai-compatible/embedder';
import type { Container } from '../../container';
import { IndexRebuildError, toIndexRebuildError } from '../../domain/errors';
import { assertDisk, assertMemory, diskNeeded, memoryNeeded } from '../../domain/estimate';
import { storageError } from '../../domain/storage-errors';

/** Memory that can be had without swapping, also inside a container with a limit. */
const freeMemory = (): number => process.availableMemory?.() ?? os.freemem();

/** One text, so that a wrong address, key, model or width ends the run before it has begun. */
const assertProviderAnswers = async ({ settings }: Container, signal: AbortSignal): Promise<void> => {
  const { embedder } = settings;
  if (embedder.kind === 'local') return;
  await openProviderEmbedder(embedder, process.env, signal)
    .embed(['probe'])
    .catch((thrown: unknown) => {
      const error = toIndexRebuildError(thrown);
      if (error.code !== 'EMBEDDING_FAILED') throw error;
      // A provider that refuses this text refuses every text.
      throw new IndexRebuildError(
        'EMBEDDER_UNAVAILABLE',
        `${error.message} The current index stays live. Check the embedder's settings.`
      );
    });
};

/**
 * Refuses a rebuild that cannot come to its end on this machine and with this embedder.
 *
 * @throws INSUFFICIENT_DISK, INSUFFICIENT_MEMORY, EMBEDDER_UNAVAILABLE, or why the folder cannot be used.
 */
export const preflight = async (
  container: Container,
  records: number,
  dimensions: number,
  signal: AbortSignal
): Promise<void> => {
  const { settings, backend } = container;
  // A provider has its model in its own memory.
  const threads = settings.embedder.kind === 'local' ? settings.builder.threads : 0;
  const needs = { records, dimensions, threads };
  const free = await backend.freeBytes().catch((error: Error) => {
    throw storageError(error) ?? error;
  });
  assertDisk(diskNeeded(needs), free);
  assertMemory(memoryNeeded(needs), freeMemory());
  await assertProviderAnswers(container, signal);
};
