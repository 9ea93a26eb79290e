import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const LOOK_EVERY_MS = 500;
const KB = 1024;

const run = promisify(execFile);

/** Resident memory of a process in bytes, native memory included; null when it cannot be read. */
export const residentBytes = async (pid: number): Promise<number | null> => {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => null);
  const [, proc] = status?.match(/^VmRSS:\s+(\d+) kB/m) ?? [];
  if (proc) return Number(proc) * KB;
  if (process.platform === 'linux' || process.platform === 'win32') return null;
  const { stdout } = await run('ps', ['-o', 'rss=', '-p', String(pid)]).catch(() => ({ stdout: '' }));
  return stdout.trim() ? Number(stdout) * KB : null;
};

/**
 * Calls `onExceeded` once when the process' resident memory is above the limit. It is measured from
 * outside, since a process inside a native call cannot measure itself.
 *
 * @returns The function that stops watching.
 */
export const watchMemory = (
  pid: number,
  limitBytes: number,
  onExceeded: (bytes: number) => void
): (() => void) => {
  const timer = setInterval(() => {
    void residentBytes(pid).then((bytes) => {
      if (bytes === null || bytes <= limitBytes) return;
      clearInterval(timer);
      onExceeded(bytes);
    });
  }, LOOK_EVERY_MS);
  return () => clearInterval(timer);
};
