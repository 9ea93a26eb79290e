import { fork, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import type {
  Drift,
  Generation,
  ListDriftResponse,
  Run,
  RunFailure,
  Status,
} from '../../src/plugins/index-rebuild/shared/contracts';
import { copyPreparedDatabase } from './prepared-database';
import { childrenOf, type ChildName } from './processes';
import { until } from './until';

export type Expert = {
  name: string;
  title?: string;
  organization?: string;
  location?: string;
  bio?: string;
  tags?: string[];
};

type Answer<Body> = { status: number; body: Body; headers: Headers };

export type ErrorBody = {
  error: { status: number; name: string; message: string; details: Record<string, unknown> };
};

export type SearchBody = {
  data: ({ documentId: string; name: string; score: number } & Record<string, unknown>)[];
  meta: {
    generation: string;
    mode: string;
    minScore: number | null;
    took: number;
    facets?: Record<string, { value: string | number | boolean; count: number }[]>;
    weights?: object;
    pagination: { page: number; pageSize: number; pageCount: number; total: number; capped: boolean };
  };
};

type RunOptions = {
  kind?: 'rebuild' | 'tag';
  allowShrink?: boolean;
  allowDrop?: boolean;
  reason?: string;
};

/** What a role may do with one content type in the Content Manager. */
export type ContentPermission = {
  action: string;
  subject: string;
  properties: { fields: string[]; locales?: string[] };
  conditions?: string[];
};

export const ADMIN = {
  firstname: 'Ada',
  lastname: 'Admin',
  email: 'ada@example.com',
  password: 'Secret-123',
};

/** What Strapi needs to start, the same for every process of a test. */
export const SECRETS = {
  APP_KEYS: 'test-key-a,test-key-b',
  API_TOKEN_SALT: 'test-api-token-salt',
  ADMIN_JWT_SECRET: 'test-admin-jwt-secret',
  TRANSFER_TOKEN_SALT: 'test-transfer-token-salt',
  JWT_SECRET: 'test-jwt-secret',
  ENCRYPTION_KEY: '0123456789abcdef0123456789abcdef',
};

/** All requests come from one address, so by default a test is never rate-limited. */
const withoutRateLimit = (settings = '{}'): string => {
  const { search, ...others } = JSON.parse(settings);
  return JSON.stringify({ ...others, search: { rateLimit: { requests: 10_000_000 }, ...search } });
};

/** A folder for one test's database and index. */
export const temporaryFolder = (): string => mkdtempSync(path.join(os.tmpdir(), 'index-rebuild-'));

/** For tests that count what a rebuild embeds, or look at what search has from the index alone. */
export const WITHOUT_OVERLAY = { INDEX_REBUILD_SETTINGS: JSON.stringify({ overlay: false }) };

export type StartOptions = {
  /** Data of an earlier app, to start on it again or beside it. */
  folder?: string;
  env?: Record<string, string>;
  /** Folder of the application that is started: this one, unless a test made its own. */
  application?: string;
  /** Is given everything that Strapi writes; `log` has the latest of it alone. */
  onOutput?: (text: string) => void;
};

const OWN_APPLICATION = path.resolve(__dirname, '../..');

/** Whether the application makes the tables that a prepared database has. */
const canBePrepared = (folder: string, env: Record<string, string>, application: string): boolean =>
  application === OWN_APPLICATION &&
  !existsSync(path.join(folder, 'data.db')) &&
  !['DATABASE_CLIENT', 'DATABASE_FILENAME', 'TEST_EMPLOYERS'].some((name) => name in env);

/** A real Strapi process with its own database and index folder. */
export class TestApp {
  readonly folder: string;

  private readonly child: ChildProcess;

  private port = 0;

  private token = '';

  private nextId = 1;

  private output = '';

  readonly exited: Promise<void>;

  private constructor({ folder, env, application, onOutput }: Required<StartOptions>) {
    this.folder = folder;
    this.child = fork(path.join(__dirname, 'strapi-server.cjs'), [], {
      cwd: application,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      execArgv: [],
      env: {
        ...process.env,
        ...SECRETS,
        NODE_ENV: 'test',
        STRAPI_TELEMETRY_DISABLED: 'true',
        ...this.dataEnv,
        ...env,
        INDEX_REBUILD_SETTINGS: withoutRateLimit(env.INDEX_REBUILD_SETTINGS),
      },
    });
    const keep = (chunk: Buffer): void => {
      onOutput(chunk.toString());
      this.output = (this.output + chunk.toString()).slice(-20_000);
    };
    this.child.stdout?.on('data', keep);
    this.child.stderr?.on('data', keep);
    this.exited = new Promise((resolve) => {
      this.child.once('exit', () => resolve());
    });
  }

  static async start({
    folder = temporaryFolder(),
    env = {},
    application = OWN_APPLICATION,
    onOutput = () => {},
  }: StartOptions = {}): Promise<TestApp> {
    if (canBePrepared(folder, env, application)) copyPreparedDatabase(path.join(folder, 'data.db'));
    const app = new TestApp({ folder, env, application, onOutput });
    app.port = await new Promise<number>((resolve, reject) => {
      app.child.on('message', (message: { listening?: number }) => {
        if (message.listening) resolve(message.listening);
      });
      void app.exited.then(() => reject(new Error(`Strapi did not start:\n${app.output}`)));
    });
    await app.signIn();
    return app;
  }

  /** Where this app's database and index are, for another process that works on them. */
  get dataEnv(): Record<string, string> {
    return {
      DATABASE_FILENAME: path.join(this.folder, 'data.db'),
      INDEX_REBUILD_DIR: path.join(this.folder, 'index'),
    };
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get pid(): number {
    return this.child.pid as number;
  }

  get log(): string {
    return this.output;
  }

  children(name: ChildName): number[] {
    return childrenOf(this.pid, name);
  }

  /** Where the generations of this app's database are; before the first run there is nothing yet. */
  generationsFolder(): string {
    const index = path.join(this.folder, 'index');
    const [own, ...others] = readdirSync(index).filter((name) => /^[0-9a-f]{32}$/.test(name));
    if (own === undefined || others.length > 0) throw new Error(`Not one installation in ${index}`);
    return path.join(index, own, 'generations');
  }

  generationFolder(generation: string): string {
    return path.join(this.generationsFolder(), generation);
  }

  manifest(generation: string): { records: { documentId: string; fingerprint: string }[] } {
    return JSON.parse(readFileSync(path.join(this.generationFolder(generation), 'manifest.json'), 'utf8'));
  }

  generationsOnDisk(): string[] {
    return readdirSync(this.generationsFolder());
  }

  async request<Body>(
    method: string,
    url: string,
    { body, token }: { body?: unknown; token?: string | null } = {}
  ): Promise<Answer<Body>> {
    const bearer = token === undefined ? this.token : token;
    const response = await fetch(`${this.url}${url}`, {
      method,
      headers: {
        ...(bearer && { authorization: `Bearer ${bearer}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: (text.startsWith('{') ? JSON.parse(text) : text) as Body,
    };
  }

  /** Runs one of the commands of strapi-server.cjs inside the Strapi process. */
  call<Result = unknown>(command: string, args: object = {}): Promise<Result> {
    const id = this.nextId;
    this.nextId += 1;
    return new Promise((resolve, reject) => {
      const onMessage = (message: { id?: number; result?: Result; error?: string }): void => {
        if (message.id !== id) return;
        this.child.off('message', onMessage);
        if (message.error === undefined) resolve(message.result as Result);
        else reject(new Error(message.error));
      };
      this.child.on('message', onMessage);
      this.child.send({ id, command, args });
    });
  }

  createExperts(experts: readonly Expert[], options: object = {}): Promise<string[]> {
    return this.call('createExperts', { experts, ...options });
  }

  search(query: string, parameters = ''): Promise<Answer<SearchBody>> {
    return this.request('GET', `/api/search?q=${encodeURIComponent(query)}${parameters}`, {
      token: null,
    });
  }

  async status(): Promise<Status> {
    return (await this.request<{ data: Status }>('GET', '/index-rebuild/status')).body.data;
  }

  async drift(): Promise<Drift | null> {
    return (await this.status()).drift;
  }

  async driftList(parameters = '?pageSize=100'): Promise<ListDriftResponse> {
    return (await this.request<ListDriftResponse>('GET', `/index-rebuild/drift${parameters}`)).body;
  }

  startRun(options: RunOptions = {}): Promise<Answer<{ data: Run } & ErrorBody>> {
    return this.request('POST', '/index-rebuild/runs', { body: { kind: 'rebuild', ...options } });
  }

  async run(id: string): Promise<Run> {
    return (await this.request<{ data: Run }>('GET', `/index-rebuild/runs/${id}`)).body.data;
  }

  async failures(id: string): Promise<RunFailure[]> {
    const url = `/index-rebuild/runs/${id}/failures?pageSize=100`;
    return (await this.request<{ data: RunFailure[] }>('GET', url)).body.data;
  }

  async generations(): Promise<Generation[]> {
    return (await this.request<{ data: Generation[] }>('GET', '/index-rebuild/generations')).body.data;
  }

  cancel(id: string): Promise<Answer<{ data: Run } & ErrorBody>> {
    return this.request('POST', `/index-rebuild/runs/${id}/cancel`);
  }

  restore(generation: string, reason?: string): Promise<Answer<{ data: Run } & ErrorBody>> {
    return this.request('POST', `/index-rebuild/generations/${generation}/restore`, { body: { reason } });
  }

  /** The run's end, whatever it is. */
  ended(id: string): Promise<Run> {
    return until(
      `the end of run ${id}`,
      async () => {
        const run = await this.run(id);
        return run.finishedAt === null ? null : run;
      },
      180_000
    );
  }

  /** The token of a new administrator whose role allows these actions and nothing else. */
  async signInAs(name: string, actions: readonly (string | ContentPermission)[]): Promise<string> {
    const email = `${name}@example.com`;
    await this.call('createAdmin', { name, email, password: ADMIN.password, actions });
    return this.login(email, ADMIN.password);
  }

  /** Starts a tag run and waits for its end. */
  tagAll(): Promise<Run> {
    return this.rebuild({ kind: 'tag' });
  }

  /** Starts a rebuild and waits for its end. */
  async rebuild(options: RunOptions = {}): Promise<Run> {
    const { status, body } = await this.startRun(options);
    if (status !== 202) throw new Error(`The run was refused: ${JSON.stringify(body)}`);
    return this.ended(body.data.id);
  }

  async stop(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) this.child.kill('SIGTERM');
    await this.exited;
  }

  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.exited;
  }

  /** Stops the app and removes its data. */
  async remove(): Promise<void> {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async signIn(): Promise<void> {
    const { email, password } = ADMIN;
    const registered = await this.request('POST', '/admin/register-admin', {
      body: ADMIN,
      token: null,
    });
    if (registered.status !== 200 && registered.status !== 400) {
      throw new Error(`The admin could not be created: ${JSON.stringify(registered.body)}`);
    }
    this.token = await this.login(email, password);
  }

  private async login(email: string, password: string): Promise<string> {
    const { body } = await this.request<{ data: { token: string } }>('POST', '/admin/login', {
      body: { email, password },
      token: null,
    });
    return body.data.token;
  }
}
