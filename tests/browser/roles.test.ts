import type { Browser, Page } from 'playwright-core';

import { Failpoints } from '../support/failpoints';
import { launchBrowser, openIndexPage, signIn } from '../support/browser';
import { sampleExperts } from '../support/sample-experts';
import { temporaryFolder, TestApp, type ContentPermission } from '../support/test-app';
import { until } from '../support/until';

const PLUGIN = 'plugin::index-rebuild';
const EXPERT = 'api::expert.expert';

const may = (action: string, subject: string, fields: string[]): ContentPermission => ({
  action: `plugin::content-manager.explorer.${action}`,
  subject,
  properties: { fields, locales: ['en'] },
});

const READ_EXPERTS = may('read', EXPERT, ['name', 'bio']);
const SYNONYMS = ['create', 'read'].map((action) =>
  may(action, `${PLUGIN}.synonym`, ['phrases', 'synonyms', 'direction'])
);

const ROLES: Record<string, (string | ContentPermission)[]> = {
  none: [READ_EXPERTS],
  read: [`${PLUGIN}.read`, READ_EXPERTS],
  steer: [`${PLUGIN}.try-search`, READ_EXPERTS, ...SYNONYMS],
  rebuild: [`${PLUGIN}.read`, `${PLUGIN}.rebuild`, READ_EXPERTS],
  start: [`${PLUGIN}.rebuild`],
  insights: [`${PLUGIN}.insights`],
};

describe('what people with different roles can do', () => {
  const folder = temporaryFolder();
  const failpoints = new Failpoints(folder);
  let app: TestApp;
  let browser: Browser;
  let expert: string;
  /** Requests that were refused, by role. */
  const refused = new Map<string, string[]>();

  beforeAll(async () => {
    app = await TestApp.start({ folder, env: { ...failpoints.env, SERVE_ADMIN_PANEL: 'true' } });
    [expert] = await app.createExperts(sampleExperts(30));
    await app.rebuild();
    for (const [name, actions] of Object.entries(ROLES)) await app.signInAs(name, actions);
    browser = await launchBrowser();
  });

  afterAll(async () => {
    failpoints.clear();
    await browser?.close();
    await app?.remove();
  });

  const enter = async (role: string): Promise<Page> => {
    const page = await signIn(browser, app, { email: `${role}@example.com` });
    const list: string[] = [];
    refused.set(role, list);
    page.on('response', (response) => {
      if (response.status() === 403) list.push(response.url());
    });
    return page;
  };

  const menuLink = (page: Page) =>
    page.getByRole('navigation').first().getByRole('link', { name: 'Search index' });
  const tabs = (page: Page) => page.getByRole('navigation', { name: 'Sections of the search index' });
  const path = (page: Page): string =>
    new URL(page.url()).pathname.replace('/admin/plugins/index-rebuild', '');
  const rebuild = (page: Page) => page.getByRole('button', { name: 'Rebuild index' });

  /** The tabs that the page has once it has been opened by its link in the menu. */
  const openByMenu = async (page: Page): Promise<string[]> => {
    await menuLink(page).press('Enter');
    await tabs(page).getByRole('link').first().waitFor();
    return tabs(page).getByRole('link').allTextContents();
  };

  /** Opens the homepage, a list and a record, where the plugin adds to the admin. */
  const lookAround = async (page: Page): Promise<void> => {
    await page.goto(`${app.url}/admin`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.goto(`${app.url}/admin/content-manager/collection-types/${EXPERT}`);
    await page.getByRole('grid').getByRole('row').nth(1).waitFor();
    await page.goto(`${app.url}/admin/content-manager/collection-types/${EXPERT}/${expert}`);
    await page.getByLabel('name', { exact: false }).first().waitFor();
  };

  afterEach(() => {
    for (const [role, urls] of refused) expect({ role, urls }).toEqual({ role, urls: [] });
  });

  it('none: nothing of search, anywhere', async () => {
    const page = await enter('none');
    await lookAround(page);
    expect(await page.getByText('Search index').count()).toBe(0);
    await page.goto(`${app.url}/admin/plugins/index-rebuild`);
    await page.getByText("You don't have the permissions to access that content").waitFor();
  });

  it('read: how search is, and no button that changes it', async () => {
    const page = await enter('read');
    await lookAround(page);
    await page.getByRole('heading', { name: 'Search index' }).waitFor();
    await page.getByText('Published version is in search').waitFor();
    expect(await openByMenu(page)).toEqual(['Overview', 'Map', 'History']);
    await page.getByRole('region', { name: 'Status' }).waitFor();
    for (const name of ['Rebuild index', 'Update tags', 'Check now'])
      expect(await page.getByRole('button', { name }).count()).toBe(0);
    await tabs(page).getByRole('link', { name: 'History' }).press('Enter');
    await page.getByRole('grid', { name: 'Index versions' }).waitFor();
    expect(await page.getByRole('button', { name: /^Restore/ }).count()).toBe(0);
  });

  it('steer: tries search and adds a synonym, and the page begins there', async () => {
    const page = await enter('steer');
    await lookAround(page);
    expect(await openByMenu(page)).toEqual(['Try search']);
    expect(path(page)).toBe('/try');
    expect(await rebuild(page).count()).toBe(0);
    await page.goto(`${app.url}/admin/plugins/index-rebuild/try?q=zorblax`);
    await page.getByRole('button', { name: 'Add synonym…' }).press('Enter');
    const dialog = page.getByRole('alertdialog');
    await dialog.getByLabel('Also called').fill('honey bees');
    await dialog.getByRole('button', { name: 'Add synonym' }).press('Enter');
    await page.getByText('Also searched:', { exact: false }).waitFor();
    // No right to make search rules: no button for it.
    expect(await page.getByRole('button', { name: /^Hide/ }).count()).toBe(0);
    await page.goto(`${app.url}/admin/plugins/index-rebuild/history`);
    await until('the first tab', async () => path(page) === '/try');
  });

  it('insights: what visitors look for, and no more', async () => {
    const page = await enter('insights');
    expect(await openByMenu(page)).toEqual(['Insights']);
    expect(path(page)).toBe('/insights');
  });

  it('rebuild: starts one, which a second tab shows with its next look at the status', async () => {
    const page = await enter('rebuild');
    await lookAround(page);
    expect(await openByMenu(page)).toEqual(['Overview', 'Map', 'History']);
    const second = await page.context().newPage();
    await openIndexPage(second, app);
    await rebuild(second).waitFor();
    // A second window beside the first: both are visible, and one has the focus. It asks every 3 seconds.
    let asked = 0;
    let started = false;
    // It waits until the second window has seen it.
    failpoints.set('embed');
    page.on('response', (response) => {
      if (response.url().endsWith('/index-rebuild/runs') && response.status() === 202) started = true;
    });
    second.on('request', (request) => {
      if (started && request.url().endsWith('/index-rebuild/status')) asked += 1;
    });
    await rebuild(page).press('Enter');
    await second.getByRole('button', { name: 'Rebuilding…' }).waitFor();
    // The first time that it asks after the start it learns of it; the next may have begun before it is seen.
    expect(asked).toBeLessThanOrEqual(2);
    failpoints.clear();
    await until('the end', async () => (await app.status()).status === 'done');
    await rebuild(second).waitFor();
  });

  it('start: rebuilds, of which nothing more can be seen', async () => {
    const page = await enter('start');
    await menuLink(page).press('Enter');
    await page.getByText('You can start a rebuild here.', { exact: false }).waitFor();
    expect(await tabs(page).count()).toBe(0);
    const before = (await app.status()).run?.id;
    await rebuild(page).press('Enter');
    await until('another run', async () => (await app.status()).run?.id !== before);
    await until('its end', async () => (await app.status()).status === 'done');
  });
});
