// @ts-check
import { execFileSync, fork } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { ensureBuilt } from '../../scripts/build.mjs';
import { fromRoot, root } from '../../scripts/setup/paths.mjs';

const ADMIN = { firstname: 'Bench', lastname: 'Mark', email: 'bench@example.com', password: 'Bench-mark-1' };
const SECRETS = {
  APP_KEYS: 'bench-a,bench-b',
  API_TOKEN_SALT: 'bench',
  ADMIN_JWT_SECRET: 'bench-admin',
  TRANSFER_TOKEN_SALT: 'bench-transfer',
  JWT_SECRET: 'bench-jwt',
  ENCRYPTION_KEY: '0123456789abcdef0123456789abcdef',
};

/** All load comes from one address. @param {string} [settings] */
const withoutRateLimit = (settings = '{}') => {
  const { search, ...others } = JSON.parse(settings);
  return JSON.stringify({ ...others, search: { rateLimit: { requests: 10_000_000 }, ...search } });
};

/** A real Strapi in a process of its own, on a new database, that answers over HTTP. */
export class BenchApp {
  /** @type {import('node:child_process').ChildProcess} */ child;
  /** @type {string} */ folder;
  url = '';
  token = '';
  id = 0;

  /** @param {string} folder @param {Record<string, string>} env */
  constructor(folder, env) {
    this.folder = folder;
    this.child = fork(fromRoot('tests', 'support', 'strapi-server.cjs'), [], {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      env: {
        ...process.env,
        ...SECRETS,
        NODE_ENV: 'test',
        STRAPI_TELEMETRY_DISABLED: 'true',
        DATABASE_FILENAME: path.join(folder, 'data.db'),
        INDEX_REBUILD_DIR: path.join(folder, 'index'),
        ...env,
        INDEX_REBUILD_SETTINGS: withoutRateLimit(env.INDEX_REBUILD_SETTINGS),
      },
    });
  }

  /** @param {Record<string, string>} [env] */
  static async start(env = {}) {
    await ensureBuilt({ withAdmin: false, log: console.error });
    const app = new BenchApp(mkdtempSync(path.join(os.tmpdir(), 'index-rebuild-bench-')), env);
    const port = await new Promise((resolve, reject) => {
      app.child.on(
        'message',
        (/** @type {any} */ message) => message.listening && resolve(message.listening)
      );
      app.child.once('exit', () => reject(new Error('Strapi did not start.')));
    });
    app.url = `http://127.0.0.1:${port}`;
    await app.request('POST', '/admin/register-admin', ADMIN);
    await app.logIn();
    await app.call('grantSearchToPublic');
    return app;
  }

  /** A token is valid for half an hour. */
  async logIn() {
    const { email, password } = ADMIN;
    this.token = (await this.request('POST', '/admin/login', { email, password })).body.data.token;
  }

  /** @param {string} method @param {string} url @param {unknown} [body] */
  async request(method, url, body) {
    const response = await fetch(`${this.url}${url}`, {
      method,
      headers: {
        ...(this.token && !url.startsWith('/api/') && { authorization: `Bearer ${this.token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    return { status: response.status, body: /** @type {any} */ (text ? JSON.parse(text) : null) };
  }

  /** @param {string} command @param {object} [args] @returns {Promise<any>} */
  call(command, args = {}) {
    const id = (this.id += 1);
    return new Promise((resolve, reject) => {
      const onMessage = (/** @type {any} */ message) => {
        if (message.id !== id) return;
        this.child.off('message', onMessage);
        if (message.error) reject(new Error(message.error));
        else resolve(message.result);
      };
      this.child.on('message', onMessage);
      this.child.send({ id, command, args });
    });
  }

  /** Where a generation's files are. @param {string} generation */
  generationFolder(generation) {
    const [installation] = readdirSync(path.join(this.folder, 'index'));
    return path.join(this.folder, 'index', installation, 'generations', generation);
  }

  /** Process ids of the searchers. */
  searchers() {
    return execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' })
      .split('\n')
      .filter((line) => line.includes('processes/searcher/entry.js'))
      .map((line) => line.trim().split(/\s+/).map(Number))
      .filter(([, parent]) => parent === this.child.pid)
      .map(([pid]) => pid);
  }

  /** Publishes experts. @param {readonly object[]} experts */
  async publish(experts) {
    const ids = [];
    for (let at = 0; at < experts.length; at += 50) {
      ids.push(...(await this.call('insertExperts', { experts: experts.slice(at, at + 50) })));
      process.stderr.write(`\r${ids.length} experts published`);
    }
    process.stderr.write('\n');
    return ids;
  }

  /** @param {object} [options] @param {(run: any) => void} [onLook] */
  async rebuild(options = {}, onLook = () => {}) {
    const { body } = await this.request('POST', '/index-rebuild/runs', { kind: 'rebuild', ...options });
    for (;;) {
      const { data } = (await this.request('GET', `/index-rebuild/runs/${body.data.id}`)).body;
      onLook(data);
      if (data.finishedAt) return data;
      // Seldom enough not to slow down what is measured: the builder has low priority.
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }

  /** Waits until so many of the records that differ from the index are searchable beside it. @param {number} count */
  async untilSearchable(count) {
    for (;;) {
      const { data } = (await this.request('GET', '/index-rebuild/status')).body;
      if (data.drift.searchable >= count) return;
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }

  async stop() {
    this.child.kill('SIGTERM');
    await new Promise((resolve) => this.child.once('exit', resolve));
    rmSync(this.folder, { recursive: true, force: true });
  }
}
