import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm, rmdir, stat } from 'node:fs/promises';
import path from 'node:path';

import { FILES } from '../../domain/manifest';
import { syncDirectory } from '../../lib/sync-directory';

/** What a fetch is writing, and what it has put aside; no generation's id begins like this. */
const FETCHING = 'fetching-';
const DAMAGED = 'damaged-';

/** What was not written to for this long belongs to a process that is gone. */
const LEFTOVER_MS = 3_600_000;

const isThere = (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return false;
      throw error;
    }
  );

export const isComplete = (directory: string): Promise<boolean> =>
  isThere(path.join(directory, FILES.manifest));

/** Which directory this is, so that another one in its place is noticed; null when there is none. */
export const identityOf = (directory: string): Promise<string | null> =>
  stat(directory).then(
    ({ ino, birthtimeMs }) => `${ino} ${birthtimeMs}`,
    () => null
  );

const moveUnlessThere = (from: string, to: string): Promise<boolean> =>
  rename(from, to).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOTEMPTY' || error.code === 'EEXIST' || error.code === 'EPERM') return false;
      throw error;
    }
  );

const besideOf = (directory: string, prefix: string): string =>
  path.join(path.dirname(directory), `${prefix}${path.basename(directory)}-${randomUUID()}`);

/** Removes what is in the way, unless another process has put a complete copy there meanwhile. */
const clear = async (directory: string, replaced: string | null): Promise<void> => {
  const isTheirs = (await identityOf(directory)) !== replaced && (await isComplete(directory));
  if (isTheirs) return;
  const aside = besideOf(directory, DAMAGED);
  // Another process may be doing the same.
  const moved = await rename(directory, aside).then(
    () => true,
    () => false
  );
  if (moved) await rm(aside, { recursive: true, force: true });
};

/**
 * Has `write` fill a new directory beside the one it is for, and puts it there as a whole. Several processes
 * may do this at once: the first one's directory stays, unless it is the one to be replaced.
 *
 * @param replaced The identity of the damaged directory whose place is taken; null for none.
 */
export const placeCopy = async (
  directory: string,
  replaced: string | null,
  write: (directory: string) => Promise<void>
): Promise<void> => {
  const fetching = besideOf(directory, FETCHING);
  await mkdir(fetching, { recursive: true });
  try {
    await write(fetching);
    await syncDirectory(fetching);
    if (!(await moveUnlessThere(fetching, directory))) {
      await clear(directory, replaced);
      await moveUnlessThere(fetching, directory);
    }
    await syncDirectory(path.dirname(directory));
  } finally {
    await rm(fetching, { recursive: true, force: true });
  }
};

const changedAt = async (directory: string): Promise<number> => {
  const names = await readdir(directory).catch(() => []);
  const times = await Promise.all(
    [directory, ...names.map((name) => path.join(directory, name))].map((file) =>
      stat(file).then(
        ({ mtimeMs }) => mtimeMs,
        () => 0
      )
    )
  );
  return Math.max(...times);
};

/** Removes what fetches of processes that are gone have left in `root`. */
export const removeLeftovers = async (root: string, now: number): Promise<void> => {
  const names = await readdir(root).catch(() => []);
  for (const name of names) {
    if (!name.startsWith(FETCHING) && !name.startsWith(DAMAGED)) continue;
    const directory = path.join(root, name);
    if (now - (await changedAt(directory)) > LEFTOVER_MS) {
      await rm(directory, { recursive: true, force: true });
    }
  }
};

/** Removes the map in a generation's directory, and the directory if it had nothing else. */
export const removeMap = async (directory: string): Promise<void> => {
  const names = await readdir(directory).catch(() => []);
  for (const name of names.filter((one) => one.startsWith(FILES.projection)))
    await rm(path.join(directory, name), { force: true });
  // What is not empty, or gone already, is left as it is.
  await rmdir(directory).catch(() => {});
};
