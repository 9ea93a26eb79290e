import type { Browser, Page } from 'playwright-core';

import { chooseLanguage, launchBrowser, signIn } from '../support/browser';
import { ContentManager } from '../support/content-manager';
import { chooseOption } from '../support/keyboard';
import { TestApp } from '../support/test-app';
import { until } from '../support/until';

const LIST = '/admin/content-manager/collection-types/api::expert.expert';
const READ_EXPERTS = {
  action: 'plugin::content-manager.explorer.read',
  subject: 'api::expert.expert',
  properties: { fields: ['name', 'bio'], locales: ['en'] },
};

/** Only one record at a time is searchable beside the index, so that others wait. */
const env = {
  SERVE_ADMIN_PANEL: 'true',
  INDEX_REBUILD_SETTINGS: JSON.stringify({ overlay: { maxRecords: 1 } }),
};

describe('whether search has the records of a list in the Content Manager', () => {
  let app: TestApp;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    app = await TestApp.start({ env });
    const cms = new ContentManager(app);
    const bio = 'Paints lighthouses by the sea.';
    for (let at = 10; at < 35; at += 1) await cms.createAndPublish({ name: `Painter ${at}`, bio });
    await app.rebuild();
    await cms.createAndPublish({ name: 'Hal Clock', bio: 'Repairs clocks in a tower.' });
    await until('Hal to be searchable', async () =>
      (await app.driftList()).data.some(({ searchableSince }) => searchableSince !== null)
    );
    for (let at = 10; at < 22; at += 1)
      await cms.createAndPublish({ name: `Waiter ${at}`, bio: 'Serves on a terrace.' });
    await cms.createAndPublish({ name: 'Nora Nameonly' });
    await cms.create({ name: 'Dora Draft', bio });
    await until('the comparison', async () => (await app.drift())?.added === 13);
    browser = await launchBrowser();
    page = await signIn(browser, app);
  });

  afterAll(async () => {
    await browser?.close();
    await app?.remove();
  });

  const open = (query = '', on = page) =>
    on.goto(`${app.url}${LIST}?page=1&pageSize=50&sort=name:ASC${query}`);
  const grid = (on = page) => on.getByRole('grid');
  const rowOf = (name: string) => grid().getByRole('row').filter({ hasText: name });
  /** The heading of a column. */
  const heading = (name: string, on = page) =>
    grid(on).getByRole('row').first().getByText(name, { exact: true });
  const filters = () => new URL(page.url()).searchParams;

  /** What is asked of the plugin while something happens. */
  const askedDuring = async (act: () => Promise<unknown>, on = page): Promise<string[]> => {
    const asked: string[] = [];
    const note = (request: { url(): string; method(): string }): void => {
      const { pathname } = new URL(request.url());
      if (pathname.startsWith('/index-rebuild/')) asked.push(`${request.method()} ${pathname}`);
    };
    on.on('request', note);
    await act();
    on.off('request', note);
    return asked;
  };

  it('stands in a column, for which each page asks once', async () => {
    // The homepage's widgets ask as well, whenever they are ready.
    await page.goto('about:blank');
    const asked = await askedDuring(async () => {
      await open();
      await rowOf('Painter 10').getByText('Up to date').waitFor();
    });
    expect(asked).toEqual(['POST /index-rebuild/drift/states']);
    await heading('In search').waitFor();
    await rowOf('Hal Clock').getByText('Search finds it as it is').waitFor();
    await rowOf('Waiter 10').getByText('Until the next rebuild').waitFor();
    await rowOf('Nora Nameonly').getByText('No text to index').waitFor();
    await rowOf('Dora Draft').getByText('Not published').waitFor();
    expect(await rowOf('Nora Nameonly').getByText('Not indexed').count()).toBe(1);
  });

  it('is a filter, chosen and removed by keyboard, which pages and a reload keep', async () => {
    await page.goto(`${app.url}${LIST}?page=1&pageSize=10&sort=name:ASC`);
    await grid().getByRole('row').nth(1).waitFor();
    await page.getByRole('button', { name: 'Filters' }).press('Enter');
    const choose = (box: string, option: RegExp): Promise<void> =>
      chooseOption(page, page.getByRole('combobox', { name: box }), option);
    await choose('Select field', /^In search$/);
    await choose('In search', /^Waiting$/);
    await page.getByRole('button', { name: 'Add filter' }).press('Enter');
    const tag = page.getByRole('button', { name: 'In search is Waiting' });
    await tag.waitFor();
    await until('the waiting alone', async () => (await grid().getByRole('row').count()) === 11);
    expect(await grid().getByText('Waiter').count()).toBeGreaterThanOrEqual(10);
    expect(await grid().getByText('Painter').count()).toBe(0);
    expect(filters().get('filters[$and][0][__inSearch][$eq]')).toBe('waiting');
    await page.getByRole('link', { name: 'Go to page 2' }).press('Enter');
    await until('the second page', async () => (await grid().getByRole('row').count()) === 3);
    expect(filters().get('filters[$and][0][__inSearch][$eq]')).toBe('waiting');
    await page.reload();
    await until('the second page again', async () => (await grid().getByRole('row').count()) === 3);
    await tag.press('Enter');
    await tag.waitFor({ state: 'detached' });
    await grid().getByText('Dora Draft').waitFor();
    expect(filters().get('filters[$and][0][__inSearch][$eq]')).toBeNull();
  });

  it('speaks the language of the admin', async () => {
    await chooseLanguage(page, app, 'de', 'Deutsch');
    await open('&filters[$and][0][__inSearch][$eq]=not-indexed');
    await heading('In der Suche').waitFor();
    await rowOf('Nora Nameonly').getByText('Nicht indiziert').waitFor();
    expect(await grid().getByRole('row').count()).toBe(2);
    await page.getByText(/In der Suche .* Nicht indiziert/).waitFor();
    await page.goto(`${app.url}/admin/me`);
    await page.getByRole('combobox', { name: /Sprache/ }).click();
    await page.getByRole('option', { name: 'English', exact: true }).click();
    await page.getByRole('button', { name: 'Speichern', exact: true }).click();
    await page.locator('html[lang="en"]').waitFor();
  });

  it('is not there for somebody who may not read the status, and asks nothing', async () => {
    await app.signInAs('lister', [READ_EXPERTS]);
    const lister = await signIn(browser, app, { email: 'lister@example.com' });
    const refused: string[] = [];
    lister.on('response', (response) => {
      if (response.status() === 403) refused.push(response.url());
    });
    const asked = await askedDuring(async () => {
      await open('', lister);
      await grid(lister).getByText('Painter 10').waitFor();
    }, lister);
    expect(asked).toEqual([]);
    expect(refused).toEqual([]);
    expect(await heading('In search', lister).count()).toBe(0);
    await lister.getByRole('button', { name: 'Filters' }).press('Enter');
    await lister.getByRole('combobox', { name: 'Select field' }).press('Enter');
    await lister.getByRole('option').first().waitFor();
    expect(await lister.getByRole('option', { name: 'In search' }).count()).toBe(0);
  });
});
