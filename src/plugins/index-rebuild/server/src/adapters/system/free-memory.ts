import { readFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

const KB = 1024;

/** Reads a file as text; null when it does not exist. */
export type ReadText = (file: string) => Promise<string | null>;

const readText: ReadText = (file) => readFile(file, 'utf8').catch(() => null);

/** Bytes from a file that holds one number; null for "max" and anything else that is not a number. */
const bytesIn = (text: string | null): number | null =>
  text !== null && /^\d+\s*$/.test(text) ? Number(text) : null;

/** A line of memory.stat, in bytes. */
const statOf = (stat: string, name: string): number =>
  Number(stat.match(new RegExp(`^${name} (\\d+)$`, 'm'))?.[1] ?? 0);

/** MemAvailable of /proc/meminfo: free memory, and what the kernel can reclaim. */
export const availableIn = (meminfo: string): number | null => {
  const kilobytes = meminfo.match(/^MemAvailable:\s+(\d+) kB$/m)?.[1];
  return kilobytes === undefined ? null : Number(kilobytes) * KB;
};

export type GroupFiles = { limit: string | null; usage: string | null; stat: string | null };

/** File names of a control group, and which of its memory the kernel can reclaim. */
const VERSIONS = [
  {
    root: '/sys/fs/cgroup',
    line: /^0::(.*)$/m,
    names: { limit: 'memory.max', usage: 'memory.current', stat: 'memory.stat' },
    reclaimable: ['inactive_file', 'slab_reclaimable'],
  },
  {
    root: '/sys/fs/cgroup/memory',
    line: /^\d+:(?:[^:]*,)?memory(?:,[^:]*)?:(.*)$/m,
    names: { limit: 'memory.limit_in_bytes', usage: 'memory.usage_in_bytes', stat: 'memory.stat' },
    reclaimable: ['total_inactive_file'],
  },
] as const;

/** Bytes left below a control group's limit; null without a limit. */
export const leftInGroup = (
  { limit, usage, stat }: GroupFiles,
  reclaimable: readonly string[]
): number | null => {
  const [most, used] = [bytesIn(limit), bytesIn(usage)];
  if (most === null || used === null) return null;
  const givenUp = reclaimable.reduce((sum, name) => sum + statOf(stat ?? '', name), 0);
  return Math.max(0, most - Math.max(0, used - givenUp));
};

/** A group's path and those above it: each one's limit applies. */
export const groupAndParents = (group: string): string[] => {
  const parts = group.split('/').filter(Boolean);
  return Array.from(
    { length: parts.length + 1 },
    (_, up) => `/${parts.slice(0, parts.length - up).join('/')}`
  );
};

const leftInGroups = async (read: ReadText): Promise<number[]> => {
  const groups = (await read('/proc/self/cgroup')) ?? '';
  const left = VERSIONS.flatMap(({ root, line, names, reclaimable }) => {
    const group = groups.match(line)?.[1];
    // In a container the path may be the host's, which does not exist here; the root does.
    return (group === undefined ? [] : groupAndParents(group)).map(async (each) => {
      const of = (name: string): Promise<string | null> => read(path.join(root, each, name));
      const files = {
        limit: await of(names.limit),
        usage: await of(names.usage),
        stat: await of(names.stat),
      };
      return leftInGroup(files, reclaimable);
    });
  });
  return (await Promise.all(left)).filter((bytes) => bytes !== null);
};

type System = { free(): number; constrained(): number };

const system: System = {
  free: () => os.freemem(),
  constrained: () => process.constrainedMemory?.() ?? 0,
};

/**
 * Memory available without swapping, including inside a container with a limit. Node's own figure
 * counts the page cache as used, so a machine that has read large files seems full.
 */
export const freeMemory = async (
  read: ReadText = readText,
  { free, constrained } = system
): Promise<number> => {
  const meminfo = await read('/proc/meminfo');
  const machine = (meminfo === null ? null : availableIn(meminfo)) ?? free();
  const groups = await leftInGroups(read);
  if (groups.length > 0) return Math.min(machine, ...groups);
  // There may be a limit even without readable groups; 0 and huge numbers mean none.
  const limit = constrained();
  return limit > 0 ? Math.min(machine, limit) : machine;
};
