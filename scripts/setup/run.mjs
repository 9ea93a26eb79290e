// @ts-check
import { spawn, spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { fromRoot, root } from './paths.mjs';

/** A step that cannot continue; the message says what the user should do. */
export class SetupError extends Error {}

const tailOf = (/** @type {string} */ file) =>
  readFileSync(file, 'utf8').trimEnd().split('\n').slice(-15).join('\n');

/**
 * Runs a command with its output in `.tmp/setup/<name>.log`.
 *
 * @param {string} name Name of the log.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, timeoutMs?: number }} [options]
 * @returns {Promise<{ ok: boolean, log: string, tail: string }>}
 */
export const run = (name, command, args, { cwd = root, env = {}, timeoutMs } = {}) => {
  const log = fromRoot('.tmp', 'setup', `${name}.log`);
  mkdirSync(path.dirname(log), { recursive: true });
  const output = openSync(log, 'w');
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', output, output],
      timeout: timeoutMs,
    });
    let over = false;
    const end = (/** @type {boolean} */ ok) => {
      if (over) return;
      over = true;
      closeSync(output);
      resolve({ ok, log: path.relative(root, log), tail: tailOf(log) });
    };
    child.once('error', () => end(false));
    child.once('exit', (code) => end(code === 0));
  });
};

/** The npm that the user called, to keep its settings and version. */
export const npm = (/** @type {string} */ name, /** @type {string[]} */ args, options = {}) => {
  const cli = process.env.npm_execpath;
  return cli?.endsWith('.js')
    ? run(name, process.execPath, [cli, ...args], options)
    : run(name, 'npm', args, options);
};

/** Whether a script succeeds in a process of its own, because native modules can crash. */
export const nodeAccepts = (/** @type {string} */ script) =>
  spawnSync(process.execPath, ['-e', script], { cwd: root, stdio: 'ignore' }).status === 0;
