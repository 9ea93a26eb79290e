import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

export type ChildName = 'builder' | 'projection' | 'searcher';

/** Process ids of a Strapi process' children of that name, as the operating system lists them. */
export const childrenOf = (parent: number, name: ChildName): number[] =>
  execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes(`processes/${name}/entry.js`))
    .map((line) => line.trim().split(/\s+/).map(Number))
    .filter(([, ppid]) => ppid === parent)
    .map(([pid]) => pid);

/** Whether the process runs: one that has ended and was not yet collected by its parent does not. */
export const isAlive = (pid: number): boolean => {
  try {
    const state = execFileSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
    return !state.trim().startsWith('Z');
  } catch {
    return false;
  }
};

/** Every process below this one, whatever it is. */
export const descendantsOf = (parent: number): number[] => {
  const pairs = execFileSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  const below = (pid: number): number[] =>
    pairs.filter(([, ppid]) => ppid === pid).flatMap(([child]) => [child, ...below(child)]);
  return below(parent);
};

/** Whether the process has loaded a library with this in its path. Linux alone tells. */
export const hasLoaded = (pid: number, library: string): boolean =>
  readFileSync(`/proc/${pid}/maps`, 'utf8').includes(library);
