import { open } from 'node:fs/promises';

/** Flushes a directory's entries; platforms that cannot open one (Windows) do without. */
export const syncDirectory = async (directory: string): Promise<void> => {
  const handle = await open(directory, 'r').catch(() => null);
  if (!handle) return;
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};
