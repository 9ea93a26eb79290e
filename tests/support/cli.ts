import { spawn } from 'node:child_process';
import path from 'node:path';

import { SECRETS } from './test-app';

export type Outcome = { code: number | null; output: string; errors: string };

type Options = {
  env: Record<string, string>;
  /** The application's folder; this checkout if left out. */
  cwd?: string;
  /** How the command is called; by its file if left out. */
  program?: readonly string[];
  /** The user and group that it runs as; those of the test if left out. */
  uid?: number;
  /** Is given the id of the command's process. */
  onStart?: (pid: number) => void;
};

const root = path.resolve(__dirname, '../..');
/** Lets the command's runs wait at failpoints, as those of a Strapi under test do. */
const FAILPOINTS = `--require ${path.join(__dirname, 'failpoints-in-cli.cjs')}`;
const BIN = 'node_modules/strapi-plugin-index-rebuild/bin/index-rebuild.js';

/** Runs the command line in a process of its own, to its end. */
export const runCli = (
  args: readonly string[],
  { env, cwd = root, program, uid, onStart = () => {} }: Options
): Promise<Outcome> => {
  const [file, ...before] = program ?? [process.execPath, path.join(cwd, BIN)];
  const child = spawn(file, [...before, ...args], {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...SECRETS, NODE_ENV: 'test', NODE_OPTIONS: FAILPOINTS, ...env },
    ...(uid !== undefined && { uid, gid: uid }),
  });
  onStart(child.pid as number);
  const outcome: Outcome = { code: null, output: '', errors: '' };
  child.stdout.on('data', (chunk) => (outcome.output += chunk));
  child.stderr.on('data', (chunk) => (outcome.errors += chunk));
  return new Promise((resolve) => child.once('close', (code) => resolve({ ...outcome, code })));
};
