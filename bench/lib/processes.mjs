// @ts-check
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const KB_PER_MB = 1024;

/** Resident memory of a process in MB; 0 when it is gone. @param {number} pid */
export const residentMb = (pid) => {
  try {
    const [, kb] = readFileSync(`/proc/${pid}/status`, 'utf8').match(/^VmRSS:\s+(\d+)/m) ?? [];
    return Math.round(Number(kb ?? 0) / KB_PER_MB);
  } catch {
    return 0;
  }
};

/** The newest child of a process that runs this entry of the plugin. @param {number} parent @param {string} name */
export const childOf = (parent, name) =>
  execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes(`processes/${name}/entry.js`))
    .map((line) => line.trim().split(/\s+/).map(Number))
    .find(([, ppid]) => ppid === parent)?.[0];
