import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, open, readFile } from 'node:fs/promises';
import path from 'node:path';

const TAIL_LINES = 15;
const PROBE_LIMIT_MS = 60_000;

/** `tail`: the last lines of its output. */
export type Outcome = { ok: boolean; tail: string };

type Options = { cwd: string; env?: NodeJS.ProcessEnv; timeoutMs?: number };

/**
 * npm's script: that of the npm or npx that called this command, to keep its settings and version, or
 * the one beside Node, since Windows has no program `npm`. Undefined where `npm` itself has to do.
 */
const npmScript = (): string | undefined => {
  const caller = process.env.npm_execpath;
  const candidates = [
    ...(caller && /^np[mx]-cli\.js$/.test(path.basename(caller)) ? [path.dirname(caller)] : []),
    path.join(path.dirname(process.execPath), 'node_modules', 'npm', 'bin'),
  ];
  return candidates.map((folder) => path.join(folder, 'npm-cli.js')).find(existsSync);
};

/** Runs commands, each with its output in a file of its own in the folder. */
export class Commands {
  constructor(private readonly logs: string) {}

  /** @param name Of the log, without its ending. */
  async run(name: string, command: readonly string[], { cwd, env, timeoutMs }: Options): Promise<Outcome> {
    await mkdir(this.logs, { recursive: true });
    const log = path.join(this.logs, `${name}.log`);
    const output = await open(log, 'w');
    try {
      const [program, ...args] = command;
      const ok = await new Promise<boolean>((resolve) => {
        const child = spawn(program, args, {
          ...{ cwd, env: { ...process.env, ...env }, timeout: timeoutMs },
          stdio: ['ignore', output.fd, output.fd],
        });
        child.once('error', () => resolve(false));
        child.once('exit', (code) => resolve(code === 0));
      });
      const lines = (await readFile(log, 'utf8')).trimEnd().split('\n');
      return { ok, tail: lines.slice(-TAIL_LINES).join('\n') };
    } finally {
      await output.close();
    }
  }

  npm(name: string, args: readonly string[], options: Options): Promise<Outcome> {
    const script = npmScript();
    return this.run(name, script ? [process.execPath, script, ...args] : ['npm', ...args], options);
  }
}

/** @returns What the command prints; null when it fails or is not there. */
export const outputOf = (program: string, args: readonly string[]): Promise<string | null> =>
  new Promise((resolve) =>
    execFile(program, args, { timeout: PROBE_LIMIT_MS }, (error, stdout) => resolve(error ? null : stdout))
  );

/**
 * Runs a compiled script in a process of its own, because native modules can crash.
 *
 * @returns Null when it succeeds, else its error in one line.
 */
export const probe = (script: string, args: readonly string[]): Promise<string | null> =>
  new Promise((resolve) =>
    execFile(process.execPath, [script, ...args], { timeout: PROBE_LIMIT_MS }, (error, _out, errors) => {
      const [, reason = 'it crashed'] = /^\w*Error: (.+)$/m.exec(errors) ?? [];
      resolve(error ? reason : null);
    })
  );
