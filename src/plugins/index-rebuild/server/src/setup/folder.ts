import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Makes the folder, which keeps itself out of version control. */
const openFolder = async (setupDir: string): Promise<void> => {
  await mkdir(setupDir, { recursive: true });
  await writeFile(path.join(setupDir, '.gitignore'), '*\n');
};

/**
 * Works in an empty folder that is removed afterwards. It is inside the set-up's folder, so that what is
 * finished can be renamed into place.
 */
export const inWorkFolder = async <T>(setupDir: string, work: (folder: string) => Promise<T>): Promise<T> => {
  await openFolder(setupDir);
  const folder = await mkdtemp(path.join(setupDir, 'work-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
