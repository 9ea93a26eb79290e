import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';

import { until } from './until';

const root = path.resolve(__dirname, '../..');
const call = promisify(execFile);

const STRAPI = '5.54.0';
const SQLITE = '12.9.0';

const PNPM = 'pnpm@10.12.1';

export type Kind = { language: 'typescript' | 'javascript'; manager: 'npm' | 'pnpm' };

/** @param name Such as `javascript-pnpm`. */
export const kindNamed = (name: string): Kind => {
  const [language, manager] = name.split('-');
  if (!['typescript', 'javascript'].includes(language) || !['npm', 'pnpm'].includes(manager))
    throw new Error(`"${name}" is no kind of application.`);
  return { language, manager } as Kind;
};

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });

/** An application as `create-strapi-app` generates it, for which the plugin is just another package. */
export class GeneratedApplication {
  readonly folder: string;

  private child: ChildProcess | null = null;

  private output = '';

  url = '';

  /** Seconds that each step took. */
  readonly seconds: Record<string, number> = {};

  constructor(
    parent: string,
    private readonly kind: Kind
  ) {
    this.folder = path.join(parent, 'shop');
  }

  async timed<T>(step: string, work: () => Promise<T>): Promise<T> {
    const startedAt = performance.now();
    const result = await work();
    this.seconds[step] = Math.round((performance.now() - startedAt) / 100) / 10;
    return result;
  }

  at(name: string): string {
    return path.join(this.folder, name);
  }

  read(name: string): string {
    return readFileSync(this.at(name), 'utf8');
  }

  write(name: string, content: string | object): void {
    mkdirSync(path.dirname(this.at(name)), { recursive: true });
    writeFileSync(this.at(name), typeof content === 'string' ? content : JSON.stringify(content, null, 2));
  }

  /** Runs a command in the application's folder. @returns What it wrote. */
  async run(command: string, args: string[], env: Record<string, string> = {}): Promise<string> {
    const options = {
      cwd: this.folder,
      env: { ...this.environment(), ...env },
      maxBuffer: 64 * 1024 * 1024,
    };
    const { stdout, stderr } = await call(command, args, options).catch((error) => {
      const { stdout: out = '', stderr: err = '' } = error as { stdout?: string; stderr?: string };
      throw new Error(`${command} ${args.join(' ')} failed:\n${out.slice(-6000)}\n${err.slice(-6000)}`);
    });
    return `${stdout}${stderr}`;
  }

  private environment(): NodeJS.ProcessEnv {
    const inherited = Object.entries(process.env).filter(([name]) => !/^(npm_|NODE_ENV$|JEST_)/i.test(name));
    return { ...Object.fromEntries(inherited), STRAPI_TELEMETRY_DISABLED: 'true', CI: 'true' };
  }

  /** Lets Strapi's own generator make the application, without its packages. */
  async generate(): Promise<void> {
    const parent = path.dirname(this.folder);
    mkdirSync(parent, { recursive: true });
    const { language, manager } = this.kind;
    const args = [
      ...['exec', '--yes', '--', `create-strapi-app@${STRAPI}`, 'shop'],
      ...[`--${language}`, '--no-run', '--skip-cloud', '--skip-db', '--no-example', '--no-git-init'],
      ...['--no-install', '--non-interactive', `--use-${manager}`],
    ];
    await call('npm', args, { cwd: parent, env: this.environment(), maxBuffer: 16 * 1024 * 1024 });
  }

  /** Installs everything, the plugin from a tarball, without any package's scripts. */
  async install(tarball: string): Promise<void> {
    const manifest = JSON.parse(this.read('package.json'));
    manifest.dependencies['better-sqlite3'] = SQLITE;
    manifest.dependencies['strapi-plugin-index-rebuild'] = `file:${tarball}`;
    this.write('package.json', manifest);
    if (this.kind.manager === 'npm') {
      await this.run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund']);
    } else {
      await this.run('npm', ['exec', '--yes', '--', PNPM, 'install', '--ignore-scripts']);
    }
    // What better-sqlite3's own script would download: it has nothing to do with the plugin.
    const binding = 'node_modules/better-sqlite3/build';
    cpSync(path.join(root, binding), this.at(binding), { recursive: true });
  }

  /** Every place where a package is installed, as JSON. */
  async list(name: string): Promise<string> {
    const output =
      this.kind.manager === 'npm'
        ? await this.run('npm', ['ls', name, '--all', '--json'])
        : await this.run('npm', ['exec', '--yes', '--', PNPM, 'ls', name, '--depth', 'Infinity', '--json']);
    return output.slice(output.indexOf('{'), output.lastIndexOf('}') + 1);
  }

  async start(): Promise<void> {
    const port = await freePort();
    this.url = `http://127.0.0.1:${port}`;
    this.output = '';
    const child = spawn(process.execPath, ['node_modules/@strapi/strapi/bin/strapi.js', 'start'], {
      cwd: this.folder,
      env: { ...this.environment(), NODE_ENV: 'production', HOST: '127.0.0.1', PORT: String(port) },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child = child;
    const keep = (chunk: Buffer): void => {
      this.output = (this.output + chunk.toString()).slice(-20_000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    await until(
      'the generated application to start',
      async () => {
        if (child.exitCode !== null) throw new Error(`Strapi did not start:\n${this.output}`);
        return fetch(`${this.url}/_health`).then(
          ({ ok }) => ok,
          () => false
        );
      },
      120_000
    );
  }

  async request<Body>(
    method: string,
    where: string,
    { token, body }: { token?: string; body?: object } = {}
  ): Promise<{ status: number; body: Body }> {
    const answer = await fetch(`${this.url}${where}`, {
      method,
      headers: {
        ...(body && { 'Content-Type': 'application/json' }),
        ...(token && { Authorization: `Bearer ${token}` }),
      },
      body: body && JSON.stringify(body),
    });
    const text = await answer.text();
    return { status: answer.status, body: (text ? JSON.parse(text) : null) as Body };
  }

  async stop(): Promise<void> {
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => {
      child.once('exit', resolve);
    });
    child.kill('SIGTERM');
    await ended;
  }
}
