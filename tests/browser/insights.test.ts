import type { Browser, Page } from 'playwright-core';

import { launchBrowser, signIn, type Theme } from '../support/browser';
import { backgroundOf, contrast, MIN_CONTRAST } from '../support/contrast';
import { WITHOUT_PASSAGES } from '../support/expert-source';
import { fillInsights } from '../support/insight-rows';
import { sampleExperts } from '../support/sample-experts';
import { temporaryFolder, TestApp } from '../support/test-app';
import { until } from '../support/until';

const READ = 'plugin::index-rebuild.read';
const INSIGHTS = 'plugin::index-rebuild.insights';

describe('the tab Insights in a browser', () => {
  const folder = temporaryFolder();
  let app: TestApp;
  let browser: Browser;
  let page: Page;

  const start = (insights: object | false) =>
    TestApp.start({
      folder,
      env: {
        SERVE_ADMIN_PANEL: 'true',
        INDEX_REBUILD_SETTINGS: JSON.stringify({ ...WITHOUT_PASSAGES, insights }),
      },
    });

  const open = async (on: Page, parameters = ''): Promise<void> => {
    await on.goto(`${app.url}/admin/plugins/index-rebuild/insights${parameters}`);
    await on.getByRole('heading', { level: 1, name: 'Search index' }).waitFor();
  };

  const grid = (name: string, on = page) => on.getByRole('grid', { name });
  const button = (name: string, on = page) => on.getByRole('button', { name, exact: true });
  const picture = (on: Page, name: string) =>
    process.env.SCREENSHOTS ? on.screenshot({ path: `${process.env.SCREENSHOTS}/${name}.png` }) : null;

  beforeAll(async () => {
    app = await start({ minCount: 3 });
    await app.call('grantSearchToPublic');
    await app.createExperts(sampleExperts(20));
    await app.rebuild();
    browser = await launchBrowser();
    page = await signIn(browser, app);
  });

  afterAll(async () => {
    await browser?.close();
    await app?.remove();
  });

  it('is reached from the page, and says that nobody has searched yet', async () => {
    await page.getByRole('link', { name: 'Search index', exact: true }).click();
    await page.getByRole('link', { name: 'Insights', exact: true }).click();
    await page.getByText('No searches in this period yet', { exact: false }).waitFor();
    await picture(page, 'empty');
  });

  it('shows what visitors search for a few seconds later', async () => {
    for (let at = 0; at < 3; at += 1) await app.search('Gardening');
    await app.call('writeInsights');
    await open(page);
    await grid('Gaps').waitFor();
    const [, gap] = await grid('Gaps').getByRole('row').all();
    expect(await gap.innerText()).toContain('gardening');
    expect(await gap.innerText()).toContain('3× weak hits only');
    await page.getByText('3', { exact: true }).first().waitFor();
  });

  it('keeps the period in the address, over a reload and the back button', async () => {
    await fillInsights(app);
    await open(page);
    await grid('Popular').waitFor();
    await button('7 days').click();
    await page.waitForURL(/days=7/);
    await page.reload();
    await grid('Popular').waitFor();
    expect(await button('7 days').getAttribute('aria-pressed')).toBe('true');
    // Seven bars, and as many rows below the heading in the table of the same numbers.
    expect(await page.locator('svg g:has(title)').count()).toBe(7);
    expect(await page.getByRole('table', { name: 'Searches per day' }).getByRole('row').count()).toBe(8);
    await page.goBack();
    await page.waitForURL((url) => !url.search.includes('days=7'));
    expect(await button('30 days').getAttribute('aria-pressed')).toBe('true');
    await picture(page, 'light');
  });

  it('can be used by keyboard alone: period, cells of a table, pages, erasing', async () => {
    await button('30 days').focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForURL(/days=90/);
    await grid('Popular').waitFor();
    // One stop for each table; arrows move within.
    await grid('Popular').getByRole('row').first().locator('th').first().focus();
    const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '');
    await page.keyboard.press('ArrowDown');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(
      'Try search: query number 0'
    );
    await page.keyboard.press('ArrowRight');
    expect(await focused()).toBe('60');
    await page.keyboard.press('ArrowDown');
    expect(await focused()).toBe('58');
    await button('Next page').last().focus();
    await page.keyboard.press('Enter');
    await grid('Popular').getByText('query number 12', { exact: true }).waitFor();
    await button('Erase insights').focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('alertdialog', { name: 'Erase all insights?' });
    await dialog.waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await until('the focus to come back', async () => (await focused()) === 'Erase insights');
  });

  it.each(['light', 'dark'] as Theme[])('is readable in the %s theme', async (theme) => {
    const reader = await signIn(browser, app, { theme });
    await open(reader);
    await grid('Gaps', reader).waitFor();
    await picture(reader, theme);
    const texts = await reader.locator('main section p, main section h2, main dt, main dd').all();
    for (const text of texts) {
      const [colour, background] = await Promise.all([
        text.evaluate((element) => getComputedStyle(element).color),
        text.evaluate(backgroundOf),
      ]);
      expect(contrast(colour, background)).toBeGreaterThanOrEqual(MIN_CONTRAST);
    }
  });

  it('fits a screen of 400 pixels: nothing but tables is wider', async () => {
    await page.setViewportSize({ width: 400, height: 2600 });
    await open(page);
    await grid('Popular').waitFor();
    await picture(page, 'narrow');
    const link = grid('Gaps')
      .getByRole('link', { name: /^Try search/ })
      .first();
    const { x, width } = (await link.boundingBox()) as { x: number; width: number };
    expect(x + width).toBeLessThanOrEqual(400);
    const { scrollWidth, scrollHeight } = await page.evaluate(() => {
      const { scrollWidth, scrollHeight } = document.documentElement;
      return { scrollWidth, scrollHeight };
    });
    expect(scrollWidth).toBeLessThanOrEqual(400);
    // What only screen readers get makes the page no longer.
    expect(scrollHeight).toBeLessThanOrEqual(2600);
    await page.setViewportSize({ width: 1280, height: 900 });
  });

  it('leads from a gap to the search that visitors have', async () => {
    await open(page);
    const name = 'Try search: query number 1';
    await grid('Gaps').getByRole('link', { name, exact: true }).click();
    await page.waitForURL(/\/try\?q=query\+number\+1\b/);
    await page.waitForFunction(
      () => document.querySelector<HTMLInputElement>('main form input')?.value === 'query number 1'
    );
  });

  it('has a widget on the homepage that leads here, for those who may see it', async () => {
    await app.signInAs('analyst', [READ, INSIGHTS]);
    await app.signInAs('reader', [READ]);
    const analyst = await signIn(browser, app, { email: 'analyst@example.com' });
    await analyst.getByText('query number 1', { exact: true }).waitFor();
    await picture(analyst, 'widget');
    await analyst.getByRole('link', { name: 'Open insights' }).click();
    await grid('Gaps', analyst).waitFor();
    // Who may not try search has no link to it.
    expect(await analyst.getByRole('link', { name: /^Try search/ }).count()).toBe(0);
    const reader = await signIn(browser, app, { email: 'reader@example.com' });
    await reader.getByRole('heading', { name: 'Search index' }).first().waitFor();
    expect(await reader.getByText('Search gaps').count()).toBe(0);
    await reader.goto(`${app.url}/admin/plugins/index-rebuild`);
    await reader.getByRole('link', { name: 'Overview', exact: true }).waitFor();
    expect(await reader.getByRole('link', { name: 'Insights', exact: true }).count()).toBe(0);
  });

  it('erases everything, and the focus stays on the page', async () => {
    await open(page);
    await button('Erase insights').click();
    await button('Erase').click();
    await page.getByText('All insights are erased.').waitFor();
    await page.getByText('No searches in this period yet', { exact: false }).waitFor();
    await page.waitForFunction(() => document.activeElement?.id === 'index-status-heading');
  });

  it('says which key turns insights on while they are off', async () => {
    await app.stop();
    app = await start(false);
    const profile = await signIn(browser, app);
    await profile.getByText('Insights are off.', { exact: false }).waitFor();
    await open(profile);
    await profile.getByRole('heading', { name: 'Insights are off' }).waitFor();
    await profile.getByText('insights: {}', { exact: false }).waitFor();
    await picture(profile, 'off');
  });
});
