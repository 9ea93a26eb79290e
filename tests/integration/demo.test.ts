import { rmSync } from 'node:fs';
import path from 'node:path';

import { runCli } from '../support/cli';
import { Demo } from '../support/demo';
import { Failpoints } from '../support/failpoints';
import { knex } from '../support/knex.cjs';
import { temporaryFolder } from '../support/test-app';

const EXPERTS = 12;

describe('npm run demo', () => {
  const folder = temporaryFolder();
  const failpoints = new Failpoints(folder);
  const filename = path.join(folder, 'data.db');
  // Where the application's own data would be, for this test alone.
  const dataEnv = { DATABASE_FILENAME: filename, INDEX_REBUILD_DIR: path.join(folder, 'index') };
  let demo: Demo;

  const start = async (): Promise<void> => {
    demo = await Demo.start([], {
      ...{ ...failpoints.env, ...dataEnv },
      ...{ DEMO_EXPERTS: String(EXPERTS), INDEX_REBUILD_LEASE_SECONDS: '20' },
    });
  };

  /** Rows of experts, drafts and published ones; there are only drafts afterwards. */
  const countAndUnpublish = async (): Promise<number> => {
    const database = knex({ client: 'better-sqlite3', connection: { filename }, useNullAsDefault: true });
    try {
      return await database('experts').update({ published_at: null });
    } finally {
      await database.destroy();
    }
  };

  const search = (): Promise<Response> => fetch(`${demo.base}/api/search?q=reefs`);

  afterAll(async () => {
    await demo.end('SIGTERM');
    rmSync(folder, { recursive: true, force: true });
  });

  it('rebuilds and serves after being killed in a rebuild whose lease has not expired', async () => {
    failpoints.set('tag');
    await start();
    await demo.says('Reading experts: ');
    await demo.end('SIGKILL');
    failpoints.clear();
    await start();
    await demo.says('Serving until you press Ctrl+C.');
    expect(demo.output).toContain('Another run is active. Waiting for its end …');
    expect(demo.output).toContain('A rebuild run ended as "interrupted". Starting a rebuild …');
    expect(demo.output).toContain('Rebuild complete in');
    expect((await search()).status).toBe(200);
  });

  it('shows visitors a page to search on, of which nothing is inline or from elsewhere', async () => {
    const [, address] = demo.output.match(/^Visitors (\S+)$/m) ?? [];
    const { pathname } = new URL(address);
    const page = await fetch(`${demo.base}${pathname}`);
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    const html = await page.text();
    expect(html).not.toMatch(/<style|style=|<script(?! type="module" src="\/)|https?:/);
    for (const [, file] of html.matchAll(/(?:src|href)="(\/search\/[^"]+)"/g))
      expect((await fetch(`${demo.base}${file}`)).status).toBe(200);
    expect((await fetch(`${demo.base}/api/search/suggest?q=ree`)).status).toBe(200);
  });

  it('works on the data that the command line and "npm run dev" use', async () => {
    const { code, output: status } = await runCli(['status'], { env: dataEnv });
    expect(code).toBe(0);
    expect(status).toMatch(/Status +Complete/);
    expect(status).toMatch(new RegExp(`Records at rebuild +${EXPERTS}`));
    expect(demo.output).toMatch(/^Shell +npx index-rebuild status$/m);
  });

  it('goes on serving its index when two rebuilds fail, and invents no expert twice', async () => {
    await demo.end('SIGTERM');
    const before = await countAndUnpublish();
    expect(before).toBeGreaterThan(EXPERTS);
    await start();
    await demo.says('Serving until you press Ctrl+C.');
    expect(demo.output).toContain('A rebuild run ended as "failed". Starting a rebuild …');
    expect(demo.output).toContain('The rebuild ended as "failed": There is no published record to index.');
    expect(demo.output).toContain('Search goes on with the index of the last rebuild that was complete.');
    expect((await search()).status).toBe(200);
    expect(await countAndUnpublish()).toBe(before);
  });
});
