import { fork, type ChildProcess } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';

import { temporaryFolder } from './test-app';

export const BUCKET = 'index-rebuild';

/** What the SDK needs to know of this server's only user. */
export const S3_ENV = {
  AWS_ACCESS_KEY_ID: 'S3RVER',
  AWS_SECRET_ACCESS_KEY: 'S3RVER',
  AWS_REGION: 'us-east-1',
};

/** All files below a folder. While the server removes some, it is read again. */
const namesIn = (folder: string): string[] => {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return namesIn(folder);
  }
};

/** A real server that speaks S3, with one bucket, which can be stopped and started again on the same address. */
export class S3Server {
  private readonly folder = temporaryFolder();

  private child: ChildProcess | null = null;

  private port = 0;

  static async start(): Promise<S3Server> {
    const server = new S3Server();
    await server.resume();
    return server;
  }

  /** The plugin's settings for it. */
  get settings() {
    return {
      kind: 's3' as const,
      bucket: BUCKET,
      prefix: 'search/',
      endpoint: `http://127.0.0.1:${this.port}`,
      forcePathStyle: true,
    };
  }

  async resume(): Promise<void> {
    const child = fork(path.join(__dirname, 's3-server.cjs'), [this.folder, BUCKET, String(this.port)], {
      // Its tokens for long listings are made with an old cipher.
      execArgv: ['--openssl-legacy-provider'],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    this.child = child;
    this.port = await new Promise((resolve, reject) => {
      child.once('message', (message: { port: number } | { error: string }) => {
        if ('port' in message) resolve(message.port);
        else reject(new Error(message.error));
      });
      child.once('exit', () => reject(new Error('The S3 server ended before it answered.')));
    });
  }

  /** From now on nobody can connect. */
  async pause(): Promise<void> {
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
  }

  /** Keys of the objects whose names end like this. */
  keys(ending = ''): string[] {
    return this.objects().filter((key) => key.endsWith(ending));
  }

  /** Removes all objects, as somebody does who cleans up too much. */
  empty(): void {
    const bucket = path.join(this.folder, BUCKET);
    for (const name of readdirSync(bucket)) {
      rmSync(path.join(bucket, name), { recursive: true });
    }
  }

  async stop(): Promise<void> {
    await this.pause();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private objects(): string[] {
    return namesIn(path.join(this.folder, BUCKET))
      .filter((name) => name.endsWith('._S3rver_object'))
      .map((name) => name.slice(0, -'._S3rver_object'.length))
      .sort();
  }
}
