import os from 'node:os';

/** Bytes of memory that can be had without swapping, also inside a container with a limit. */
export const freeMemory = (): number => process.availableMemory?.() ?? os.freemem();
