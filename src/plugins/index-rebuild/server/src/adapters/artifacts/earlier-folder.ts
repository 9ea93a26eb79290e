import { mkdir, readdir, rename, rmdir } from 'node:fs/promises';
import path from 'node:path';

/** Another process has moved it, or it is there already. */
const IS_DONE = ['ENOENT', 'ENOTEMPTY', 'EEXIST'];

const unlessDone = (error: NodeJS.ErrnoException): false => {
  if (IS_DONE.includes(error.code ?? '')) return false;
  throw error;
};

const namesIn = (folder: string): Promise<string[]> =>
  readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return [];
    throw error;
  });

/**
 * Moves generations from the folder where an earlier version kept them. What else is in it stays.
 *
 * @returns How many were moved. @throws the file system's error.
 */
export const adoptEarlier = async (
  from: string,
  to: string,
  generations: readonly string[]
): Promise<number> => {
  const there = new Set(await namesIn(from));
  const wanted = generations.filter((name) => there.has(name));
  if (wanted.length === 0) return 0;
  await mkdir(to, { recursive: true });
  let moved = 0;
  for (const name of wanted) {
    const isMoved = await rename(path.join(from, name), path.join(to, name)).then(() => true, unlessDone);
    if (isMoved) moved += 1;
  }
  // Only when nothing is left in it.
  await rmdir(from).catch(() => {});
  return moved;
};
