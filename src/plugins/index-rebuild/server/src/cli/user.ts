import os from 'node:os';

/** The name for the history. A container may run under a uid without a user. */
export const userName = (userInfo: () => { username: string } = os.userInfo): string => {
  try {
    return userInfo().username;
  } catch {
    return process.env.USER || process.env.LOGNAME || `uid ${process.getuid?.() ?? 'unknown'}`;
  }
};
