import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

import { freePort } from '../../scripts/cluster/nodes.mjs';
import { SECRETS } from './test-app';
import { until } from './until';

const LIMIT_MS = 180_000;
const root = path.resolve(__dirname, '../..');

/** `npm run demo` in a process of its own, without what npm itself adds. */
export class Demo {
  private constructor(
    private readonly child: ChildProcess,
    readonly base: string
  ) {}

  private written = '';

  static async start(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Demo> {
    const port = await freePort();
    const child = spawn(process.execPath, ['scripts/demo.mjs', ...args], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...SECRETS, NODE_ENV: 'test', PORT: String(port), ...env },
    });
    const demo = new Demo(child, `http://127.0.0.1:${port}`);
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        demo.written += chunk.toString();
      });
    }
    return demo;
  }

  get output(): string {
    return this.written;
  }

  get pid(): number {
    return this.child.pid as number;
  }

  get hasEnded(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  async end(signal: NodeJS.Signals): Promise<void> {
    if (this.hasEnded) return;
    const ended = once(this.child, 'exit');
    this.child.kill(signal);
    await ended;
  }

  /** Waits until it has written this. */
  async says(text: string): Promise<void> {
    await until(
      `"${text}"`,
      () => {
        if (this.hasEnded) throw new Error(`The demo has ended:\n${this.output}`);
        return this.output.includes(text);
      },
      LIMIT_MS
    );
  }
}
