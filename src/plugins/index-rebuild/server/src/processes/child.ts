import { fork, type ChildProcess } from 'node:child_process';

import { SETUP_DIR_VARIABLE } from '../domain/setup-folder';
import { passOn, type Speaker } from './child-log';
import { lowerPriorityOf } from './priority';

/**
 * The environment variables every child gets: none of the application's secrets. The proxies
 * and certificates are for a provider; NODE_OPTIONS is left out, since it loads code into each process.
 */
const PASSED_ON = new RegExp(
  `^(${[
    ...['PATH', 'HOME', 'TMPDIR', 'TEMP', 'TMP', 'LANG', 'LC_.*', 'TZ', 'SYSTEMROOT'],
    ...['NODE_ENV', 'LD_LIBRARY_PATH', 'OPENBLAS_.*'],
    ...['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'NODE_USE_ENV_PROXY'],
    ...['NODE_EXTRA_CA_CERTS', 'NODE_USE_SYSTEM_CA', 'SSL_CERT_FILE', 'SSL_CERT_DIR'],
  ].join('|')})$`,
  'i'
);

/** What a child needs to know before its first message. */
export type ChildSettings = {
  /** Those whose keys are passed on. */
  users: readonly KeyUser[];
  /** The folder with the FAISS binding: an absolute path, since a child does not know the application's root. */
  setupDir: string;
  /** Whether it is to leave the processor to others from its first moment on. */
  lowPriority: boolean;
};

/** Names the variable that holds a key, which is passed to the child as well. */
export type KeyUser = { kind: string; apiKeyEnv?: string | null };

export const childEnvironment = (
  { users, setupDir }: Pick<ChildSettings, 'users' | 'setupDir'>,
  environment: NodeJS.ProcessEnv
): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(
    Object.entries(environment).filter(
      ([name]) => PASSED_ON.test(name) || users.some(({ apiKeyEnv }) => apiKeyEnv === name)
    )
  ),
  [SETUP_DIR_VARIABLE]: setupDir,
  // Two OpenMP threads on two busy cores made a search forty times slower (measured).
  OMP_NUM_THREADS: '1',
});

const STDERR_KEPT = 4096;

export type Child = {
  process: ChildProcess;
  /** The end of the child's error output, for the message about its death. */
  lastWords(): string;
};

/** The keys themselves, which must not get into the log. */
const keysOf = ({ users }: ChildSettings): string[] =>
  users.flatMap(({ apiKeyEnv }) => (apiKeyEnv && process.env[apiKeyEnv]?.trim()) || []);

/** Forks a compiled entry file that talks over IPC. What it says to operators goes to the speaker's log. */
export const startChild = (entry: string, settings: ChildSettings, speaker: Speaker): Child => {
  const child = fork(entry, [], {
    serialization: 'advanced',
    execArgv: [],
    env: childEnvironment(settings, process.env),
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  if (settings.lowPriority) lowerPriorityOf(child.pid);
  let words = '';
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    words = (words + chunk).slice(-STDERR_KEPT);
  });
  passOn(child, speaker, keysOf(settings));
  return { process: child, lastWords: () => words.trim() };
};

/** How a child ended, for people: "signal SIGKILL" or "exit code 134". */
export const describeExit = (code: number | null, signal: NodeJS.Signals | null): string =>
  signal ? `signal ${signal}` : `exit code ${code ?? 'unknown'}`;

/** Sends unless the other side is gone, which its `exit` event reports. */
export const sendTo = (child: ChildProcess, message: object): void => {
  if (child.connected) child.send(message, (error: Error | null) => void error);
};

/** Ends this child as soon as its parent is gone. A kill is the only exit that is safe with native threads. */
export const endWithParent = (): void => {
  process.once('disconnect', () => process.kill(process.pid, 'SIGKILL'));
};
