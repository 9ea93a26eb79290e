import { spawn, type ChildProcess } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { rmSync } from 'node:fs';
import path from 'node:path';

import { runCli } from '../support/cli';
import { Failpoints } from '../support/failpoints';
import { knex } from '../support/knex.cjs';
import { SECRETS, temporaryFolder } from '../support/test-app';
import { until } from '../support/until';

const EXPERTS = 12;
const LIMIT_MS = 120_000;
const root = path.resolve(__dirname, '../..');

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });

describe('npm run demo', () => {
  const folder = temporaryFolder();
  const failpoints = new Failpoints(folder);
  const filename = path.join(folder, 'data.db');
  // Where the application's own data would be, for this test alone.
  const dataEnv = { DATABASE_FILENAME: filename, INDEX_REBUILD_DIR: path.join(folder, 'index') };
  let demo: ChildProcess;
  let output = '';
  let base = '';

  const start = async (): Promise<void> => {
    const port = await freePort();
    base = `http://127.0.0.1:${port}`;
    output = '';
    demo = spawn(process.execPath, ['scripts/demo.mjs'], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...{ ...process.env, ...SECRETS, ...failpoints.env, ...dataEnv, NODE_ENV: 'test' },
        ...{ PORT: String(port), DEMO_EXPERTS: String(EXPERTS), INDEX_REBUILD_LEASE_SECONDS: '20' },
      },
    });
    for (const stream of [demo.stdout, demo.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        output += chunk.toString();
      });
    }
  };

  const end = async (signal: NodeJS.Signals): Promise<void> => {
    const ended = new Promise((resolve) => demo.once('exit', resolve));
    demo.kill(signal);
    await ended;
  };

  const says = (text: string): Promise<unknown> =>
    until(
      `"${text}"`,
      () => {
        if (demo.exitCode !== null) throw new Error(`The demo has ended:\n${output}`);
        return output.includes(text);
      },
      LIMIT_MS
    );

  /** Rows of experts, drafts and published ones; there are only drafts afterwards. */
  const countAndUnpublish = async (): Promise<number> => {
    const database = knex({ client: 'better-sqlite3', connection: { filename }, useNullAsDefault: true });
    try {
      return await database('experts').update({ published_at: null });
    } finally {
      await database.destroy();
    }
  };

  const search = (): Promise<Response> => fetch(`${base}/api/search?q=reefs`);

  afterAll(async () => {
    if (demo.exitCode === null && demo.signalCode === null) await end('SIGTERM');
    rmSync(folder, { recursive: true, force: true });
  });

  it('rebuilds and serves after being killed in a rebuild whose lease has not expired', async () => {
    failpoints.set('tag');
    await start();
    await says('Reading experts: ');
    await end('SIGKILL');
    failpoints.clear();
    await start();
    await says('Serving until you press Ctrl+C.');
    expect(output).toContain('Another run is active. Waiting for its end …');
    expect(output).toContain('A rebuild run ended as "interrupted". Starting a rebuild …');
    expect(output).toContain('Rebuild complete in');
    expect((await search()).status).toBe(200);
  });

  it('shows visitors a page to search on, of which nothing is inline or from elsewhere', async () => {
    const [, address] = output.match(/^Visitors (\S+)$/m) ?? [];
    const { pathname } = new URL(address);
    const page = await fetch(`${base}${pathname}`);
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    const html = await page.text();
    expect(html).not.toMatch(/<style|style=|<script(?! type="module" src="\/)|https?:/);
    for (const [, file] of html.matchAll(/(?:src|href)="(\/search\/[^"]+)"/g))
      expect((await fetch(`${base}${file}`)).status).toBe(200);
    expect((await fetch(`${base}/api/search/suggest?q=ree`)).status).toBe(200);
  });

  it('works on the data that the command line and "npm run dev" use', async () => {
    const { code, output: status } = await runCli(['status'], { env: dataEnv });
    expect(code).toBe(0);
    expect(status).toMatch(/Status +Complete/);
    expect(status).toMatch(new RegExp(`Records at rebuild +${EXPERTS}`));
    expect(output).toMatch(/^Shell +npx index-rebuild status$/m);
  });

  it('goes on serving its index when two rebuilds fail, and invents no expert twice', async () => {
    await end('SIGTERM');
    const before = await countAndUnpublish();
    expect(before).toBeGreaterThan(EXPERTS);
    await start();
    await says('Serving until you press Ctrl+C.');
    expect(output).toContain('A rebuild run ended as "failed". Starting a rebuild …');
    expect(output).toContain('The rebuild ended as "failed": There is no published record to index.');
    expect(output).toContain('Search goes on with the index of the last rebuild that was complete.');
    expect((await search()).status).toBe(200);
    expect(await countAndUnpublish()).toBe(before);
  });
});
