import type { ChildProcess } from 'node:child_process';

import { withoutKey } from '../adapters/openai-compatible/key';
import type { Log } from '../ports/log';
import { createNativeOutput, type LogLevel } from './native-output';
import { sendToParent } from './send-to-parent';

/** What a child has to say to operators: nothing secret, and nothing of the records' texts. */
export type LogMessage = { type: 'log'; level: LogLevel; message: string };

const say =
  (level: LogLevel) =>
  (message: string): void =>
    void sendToParent({ type: 'log', level, message } satisfies LogMessage);

/** The log of this child: its parent passes it on to Strapi's. */
export const ownLog: Log = {
  debug: say('debug'),
  info: say('info'),
  warn: say('warn'),
  error: say('error'),
};

/** Whose messages are passed on, and where to. */
export type Speaker = {
  log: Log;
  /** What the process is: "builder". */
  name: string;
  /** What it works on: "run 17, generation 3-0123456789ab". */
  about: string;
};

const isLogMessage = (message: unknown): message is LogMessage =>
  typeof message === 'object' && message !== null && 'type' in message && message.type === 'log';

/**
 * Passes on what a child says, with its level, and what native code in it writes to its error output.
 *
 * @param keys Never passed on, whoever writes them.
 */
export const passOn = (child: ChildProcess, { log, name, about }: Speaker, keys: readonly string[]): void => {
  const write = (level: LogLevel, text: string): void => {
    const clean = keys.reduce(withoutKey, text);
    log[level](`[index-rebuild] ${name} ${child.pid ?? '?'} (${about}): ${clean}`);
  };
  child.on('message', (message) => {
    if (isLogMessage(message)) write(message.level, message.message);
  });
  const native = createNativeOutput((level, text) => write(level, `error output: ${text}`));
  child.stderr?.on('data', (chunk: string) => native.add(chunk));
  // Unlike `exit`, this comes after the last output.
  child.once('close', (code, signal) => native.end(signal === null ? code !== 0 : signal !== 'SIGKILL'));
};
