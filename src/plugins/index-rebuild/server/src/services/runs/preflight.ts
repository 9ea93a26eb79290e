import os from 'node:os';

import type { Container } from '../../container';
import { assertDisk, assertMemory, diskNeeded, memoryNeeded } from '../../domain/estimate';
import { storageError } from '../../domain/storage-errors';

/** Memory that can be had without swapping, also inside a container with a limit. */
const freeMemory = (): number => process.availableMemory?.() ?? os.freemem();

/**
 * Refuses a rebuild that cannot come to its end on this machine.
 *
 * @throws INSUFFICIENT_DISK, INSUFFICIENT_MEMORY, or why the folder cannot be used.
 */
export const preflight = async (
  { settings, folder }: Container,
  records: number,
  dimensions: number
): Promise<void> => {
  const needs = { records, dimensions, threads: settings.builder.threads };
  const free = await folder.freeBytes().catch((error: Error) => {
    throw storageError(error) ?? error;
  });
  assertDisk(diskNeeded(needs), free);
  assertMemory(memoryNeeded(needs), freeMemory());
};
