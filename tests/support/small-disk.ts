import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import path from 'node:path';

import { isRoot } from './privileges';

const run = (command: string, args: string[]): void => void execFileSync(command, args, { stdio: 'pipe' });

/** Whether this user may mount: root may, as in CI; elsewhere these tests are skipped, and say so. */
export const canMount = process.platform === 'linux' && isRoot;

/** A real file system of a few megabytes, in memory. */
export class SmallDisk {
  readonly folder: string;

  constructor(folder: string, megabytes: number) {
    this.folder = folder;
    mkdirSync(folder, { recursive: true });
    run('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder]);
  }

  /** Leaves this many bytes free. */
  fillUpTo(free: number): void {
    const file = openSync(path.join(this.folder, 'filler'), 'a');
    const block = Buffer.alloc(4096);
    const { bavail, bsize } = statfsSync(this.folder);
    for (let left = bavail * bsize - free; left > 0; left -= block.length) writeSync(file, block);
    closeSync(file);
  }

  makeRoom(): void {
    rmSync(path.join(this.folder, 'filler'), { force: true });
  }

  readOnly(): void {
    // Open files would prevent the change, so it is forced, as a failing disk would do.
    run('mount', ['-o', 'remount,ro', this.folder]);
  }

  writable(): void {
    run('mount', ['-o', 'remount,rw', this.folder]);
  }

  remove(): void {
    run('umount', ['-l', this.folder]);
  }
}
