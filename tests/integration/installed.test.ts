import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import type { Browser } from 'playwright-core';

import type { ApiRun, ApiStatus } from '../../src/plugins/index-rebuild/shared/contracts';
import { launchBrowser, openProfile } from '../support/browser';
import { GeneratedApplication, kindNamed } from '../support/generated-application';
import { packedPlugin } from '../support/packed-plugin';
import { addShopContent, articles, GERMAN, PAGES } from '../support/shop-content';
import { ADMIN, temporaryFolder } from '../support/test-app';
import { until } from '../support/until';

/** What `npm run test:install` sets for the other kinds of applications. */
const KIND = kindNamed(process.env.INSTALL_KIND ?? 'typescript-npm');

/** Generating, installing and building an application. */
const PREPARATION_MS = 15 * 60_000;

type Hit = { documentId: string; title: string; contentType: string; highlight?: string | null };
/** What `npm ls` says of a package. */
type Installed = { version?: string; dependencies?: Record<string, Installed> };
type Created = { data: { documentId: string } };

describe('the packed plugin in an application of strangers', () => {
  const parent = temporaryFolder();
  const app = new GeneratedApplication(parent, KIND);
  let token: string;
  let browser: Browser | undefined;
  let written: string[];

  const create = async (type: string, data: object): Promise<string> => {
    const { status, body } = await app.request<Created>('POST', `/api/${type}s`, { token, body: { data } });
    if (status !== 201) throw new Error(JSON.stringify(body));
    return body.data.documentId;
  };

  const search = async (parameters: string): Promise<Hit[]> => {
    const { status, body } = await app.request<{ data: Hit[] }>('GET', `/api/search?${parameters}`, {
      token,
    });
    if (status !== 200) throw new Error(JSON.stringify(body));
    return body.data;
  };

  const status = async (): Promise<ApiStatus> =>
    (await app.request<{ data: ApiStatus }>('GET', '/api/index-rebuild/status', { token })).body.data;

  const rebuild = async (): Promise<ApiRun> => {
    const started = await app.request<{ data: ApiRun }>('POST', '/api/index-rebuild/runs', {
      token,
      body: { kind: 'rebuild' },
    });
    if (started.status !== 202) throw new Error(JSON.stringify(started.body));
    const { id } = started.body.data;
    const ended = async (): Promise<ApiRun | null> => {
      const where = `/api/index-rebuild/runs/${id}`;
      const { data } = (await app.request<{ data: ApiRun }>('GET', where, { token })).body;
      return data.finishedAt === null ? null : data;
    };
    // The builder runs at the lowest priority: beside other builders it waits for its turn.
    return until('the end of the rebuild', ended, PREPARATION_MS);
  };

  /** An administrator, and an API token that may do everything. */
  const signUp = async (): Promise<void> => {
    const registered = await app.request<{ data: { token: string } }>('POST', '/admin/register-admin', {
      body: ADMIN,
    });
    const made = await app.request<{ data: { accessKey: string } }>('POST', '/admin/api-tokens', {
      token: registered.body.data.token,
      body: { name: 'deploy', description: '', type: 'full-access', lifespan: null, permissions: null },
    });
    token = made.body.data.accessKey;
    await app.request('POST', '/i18n/locales', {
      token: registered.body.data.token,
      body: { code: 'de', name: 'German (de)', isDefault: false },
    });
  };

  beforeAll(async () => {
    await app.generate();
    addShopContent(app, KIND);
    await app.timed('install', () => app.install(packedPlugin()));
  }, PREPARATION_MS);

  afterAll(async () => {
    await browser?.close();
    await app.stop();
    const { INSTALL_REPORT } = process.env;
    if (INSTALL_REPORT) writeFileSync(INSTALL_REPORT, JSON.stringify(app.seconds));
    rmSync(parent, { recursive: true, force: true });
  });

  it.each(['react', 'react-dom', '@strapi/design-system', 'styled-components'])(
    'brings no second %s',
    async (name) => {
      const output = await app.list(name);
      const versions = new Set<string>();
      const collect = ({ dependencies = {} }: Installed): void => {
        for (const [found, child] of Object.entries(dependencies)) {
          if (found === name && child.version) versions.add(child.version);
          collect(child);
        }
      };
      collect(JSON.parse(output) as Installed);
      expect([...versions]).toHaveLength(1);
    }
  );

  it(
    'says what is missing, then prepares it',
    async () => {
      await expect(app.run('npx', ['index-rebuild', 'setup', '--check'])).rejects.toThrow(/FAISS/);
      await app.timed('setup', () => app.run('npx', ['index-rebuild', 'setup', '--install-packages']));
      await app.run('npx', ['index-rebuild', 'setup', '--check']);
    },
    PREPARATION_MS
  );

  it(
    'is built with the application, and starts',
    async () => {
      await app.timed('build', () => app.run('npm', ['run', 'build'], { NODE_ENV: 'production' }));
      await app.timed('start', () => app.start());
      await signUp();
      expect(await status()).toMatchObject({ status: 'idle', searchAvailable: false });
    },
    PREPARATION_MS
  );

  it(
    'indexes its content when a token asks for it',
    async () => {
      const author = await create('author', { name: 'Philippa Quill' });
      written = [];
      for (const data of articles(author)) written.push(await create('article', data));
      await app.request('PUT', `/api/articles/${written[0]}?locale=de`, { token, body: { data: GERMAN } });
      for (const data of PAGES) await create('page', data);
      expect(await app.timed('rebuild', rebuild)).toMatchObject({
        status: 'completed',
        records: { total: 63, failed: 0 },
      });
    },
    PREPARATION_MS
  );

  it('finds articles and pages, by meaning and by words', async () => {
    expect((await search('q=insects+that+make+honey&limit=3'))[0].title).toMatch(/^Bees/);
    expect((await search('q=woodworking&mode=semantic&limit=3'))[0].title).toMatch(/^Joinery/);
    expect((await search('q=botanical+garden+tram&limit=1'))[0]).toMatchObject({
      title: 'How to find us',
      contentType: 'api::page.page',
    });
    expect((await search('q=Philippa+Quill&mode=lexical&limit=5'))[0].contentType).toBe(
      'api::article.article'
    );
    const crafts = await search('q=nature&minScore=0&type=article&filters[topic][$eq]=craft&limit=100');
    expect(crafts).toHaveLength(30);
  });

  it('finds translations in their language', async () => {
    const found = await search('q=Moose+trinken&locale=de&type=article&highlight=true');
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ documentId: written[0], title: GERMAN.title });
  });

  it('notices an edit', async () => {
    await app.request('PUT', `/api/articles/${written[1]}`, { token, body: { data: { title: 'Wasps' } } });
    await until('the drift', async () => (await status()).drift?.changed === 1);
    await app.request('DELETE', `/api/articles/${written[2]}`, { token });
    expect((await search('q=joinery&limit=100')).map(({ documentId }) => documentId)).not.toContain(
      written[2]
    );
  });

  it('has its page in the admin', async () => {
    browser = await launchBrowser();
    const page = await (await openProfile(browser)).newPage();
    page.setDefaultTimeout(60_000);
    const problems: string[] = [];
    page.on('pageerror', ({ message }) => problems.push(message));
    await page.goto(`${app.url}/admin/auth/login`);
    await page.getByLabel('Email').fill(ADMIN.email);
    await page.getByLabel('Password', { exact: false }).first().fill(ADMIN.password);
    await page.getByRole('button', { name: 'Login' }).click();
    await page.getByRole('navigation').first().waitFor();
    await page.goto(`${app.url}/admin/plugins/index-rebuild`);
    await page.getByRole('heading', { level: 1, name: 'Search index' }).waitFor();
    const card = page.getByRole('region', { name: 'Status' });
    await card.getByText('Complete', { exact: true }).waitFor();
    await card.getByText('Article and Page').waitFor();
    await page.getByRole('grid').getByText('Wasps').waitFor();
    if (process.env.SCREENSHOTS) {
      await page.screenshot({ path: path.join(process.env.SCREENSHOTS, 'installed.png'), fullPage: true });
    }
    expect(problems).toEqual([]);
  });

  it('answers from the command line as well', async () => {
    const shown = await app.run('npx', ['index-rebuild', 'status', '--json'], { NODE_ENV: 'production' });
    expect(shown).toContain('"recordsAtRebuild": 63');
  });
});
