import { readdirSync, readlinkSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const { PRIORITY_LOW } = os.constants.priority;

/** Linux gives every thread a priority of its own, which the threads that it starts inherit. */
const threads = (): number[] => {
  if (process.platform !== 'linux') return [0];
  try {
    return readdirSync('/proc/self/task').map(Number);
  } catch {
    return [0];
  }
};

/** Sets the priority of this whole process, that of its garbage collector and compiler included. */
export const setOwnPriority = (priority: number): void => {
  for (const id of threads()) {
    try {
      os.setPriority(id, priority);
    } catch (error) {
      // A thread may have ended meanwhile; the main one has not.
      if (id === 0 || id === process.pid) throw error;
    }
  }
};

/** Sets the priority of the calling thread, where threads have one: on Linux. */
export const setThreadPriority = (priority: number): void => {
  if (process.platform !== 'linux') return;
  try {
    os.setPriority(Number(path.basename(readlinkSync('/proc/thread-self'))), priority);
  } catch {
    // Without it the thread works all the same.
  }
};

/** For work that nobody waits for. Most systems deny the right to take this back. */
export const lowerPriority = (): void => setOwnPriority(PRIORITY_LOW);

/** Lowers that of a child which has just been forked: what it starts then inherits it. */
export const lowerPriorityOf = (pid: number | undefined): void => {
  try {
    if (pid !== undefined) os.setPriority(pid, PRIORITY_LOW);
  } catch {
    // It has ended already, which its `exit` event tells.
  }
};

const tryToRaise = (): boolean => {
  // One of the helpers that the garbage collector has: if it cannot be raised again, nobody notices.
  const helper = threads().find((id) => id !== 0 && id !== process.pid);
  if (helper === undefined) return false;
  try {
    const before = os.getPriority(helper);
    os.setPriority(helper, before + 1);
    os.setPriority(helper, before);
    return true;
  } catch {
    return false;
  }
};

let raisable: boolean | null = null;

/** Whether a lowered priority can be raised again, which on Linux takes the capability `CAP_SYS_NICE`. */
export const canRaisePriority = (): boolean => (raisable ??= tryToRaise());
