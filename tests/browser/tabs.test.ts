import type { Browser, Page } from 'playwright-core';

import { launchBrowser, openIndexPage, openTab, signIn } from '../support/browser';
import { sampleExperts } from '../support/sample-experts';
import { TestApp } from '../support/test-app';
import { until } from '../support/until';

const READ = 'plugin::index-rebuild.read';
const READ_EXPERTS = {
  action: 'plugin::content-manager.explorer.read',
  subject: 'api::expert.expert',
  properties: { fields: ['name'], locales: ['en'] },
};

describe('the tabs of the admin page', () => {
  let app: TestApp;
  let browser: Browser;
  let page: Page;
  let expert: string;

  beforeAll(async () => {
    app = await TestApp.start({ env: { SERVE_ADMIN_PANEL: 'true' } });
    [expert] = await app.createExperts(sampleExperts(30));
    await app.rebuild();
    await app.rebuild();
    await app.createExperts([
      { name: 'Zoe Later', bio: 'Was added after the rebuild, to be found beside it.' },
    ]);
    browser = await launchBrowser();
    page = await signIn(browser, app);
  });

  afterAll(async () => {
    await browser?.close();
    await app?.remove();
  });

  const tabs = (on = page) => on.getByRole('navigation', { name: 'Sections of the search index' });
  const current = (on = page) => tabs(on).locator('[aria-current="page"]').innerText();
  const path = () => new URL(page.url()).pathname.replace('/admin/plugins/index-rebuild', '');
  const table = (name: string) => page.getByRole('grid', { name });
  const focused = () =>
    page.evaluate(() => {
      const element = document.activeElement;
      return element?.getAttribute('aria-label') ?? element?.textContent ?? '';
    });

  it('are links, of which one is the current page', async () => {
    await openIndexPage(page, app);
    await page.getByRole('region', { name: 'Status' }).waitFor();
    expect(await current()).toMatch(/overview/i);
    await openTab(page, 'History');
    expect(path()).toBe('/history');
    await table('Index versions').waitFor();
    expect(await page.getByRole('region', { name: 'Status' }).count()).toBe(0);
    await page.goBack();
    await page.getByRole('region', { name: 'Status' }).waitFor();
  });

  it('keep the sentence about search and the buttons on each of them', async () => {
    await openIndexPage(page, app, 'history');
    await page.getByText('Search is up to date; the next rebuild adds 1 change to the index.').waitFor();
    await page.getByRole('button', { name: 'Rebuild index' }).waitFor();
  });

  it('have addresses that can be opened, with the page of the list in them', async () => {
    await openIndexPage(page, app, 'history?page=2&pageSize=1');
    expect(await current()).toMatch(/history/i);
    await until('the second run', async () => (await table('History').getByRole('row').count()) === 2);
    await page.getByRole('link', { name: 'Go to page 1' }).click();
    await until('the first page', async () => new URL(page.url()).searchParams.get('page') === '1');
    expect(path()).toBe('/history');
  });

  it('lead addresses of before to the history, and unknown ones to the overview', async () => {
    await openIndexPage(page, app, '?page=2&pageSize=1');
    await until('the history', async () => path() === '/history');
    expect(new URL(page.url()).search).toBe('?page=2&pageSize=1');
    await openIndexPage(page, app, 'nowhere/at/all');
    await until('the overview', async () => path() === '');
    await page.getByRole('region', { name: 'Status' }).waitFor();
  });

  it('let the arrow keys reach every action of a table', async () => {
    await openIndexPage(page, app, 'history');
    await table('Index versions')
      .getByRole('button', { name: /^Restore/ })
      .waitFor();
    await table('History').getByRole('row').nth(1).waitFor();
    await tabs().getByRole('link', { name: 'History', exact: true }).focus();
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('Created');
    for (const key of ['ArrowDown', 'ArrowDown', 'End']) await page.keyboard.press(key);
    expect(await focused()).toMatch(/^Restore the version from/);
    await page.keyboard.press('ArrowLeft');
    expect(await focused()).toMatch(/^Show run that created/);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await until('the focus back on the button', async () => /^Show run/.test(await focused()));
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('Run');
    for (const key of ['ArrowDown', 'End']) await page.keyboard.press(key);
    expect(await focused()).toMatch(/^Details of the run from/);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('let the arrow keys reach the records that have changed', async () => {
    await openIndexPage(page, app);
    const changes = table('Changes since the last rebuild');
    await changes.getByRole('link', { name: 'Open Zoe Later in the Content Manager' }).waitFor();
    await page.getByRole('button', { name: 'Check now' }).focus();
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('Record');
    await page.keyboard.press('ArrowDown');
    expect(await focused()).toBe('Open Zoe Later in the Content Manager');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/content-manager/collection-types/api::expert.expert/**');
  });

  it('ask for the changes once when the page is opened', async () => {
    const asked: string[] = [];
    const note = (request: { url(): string }) => void asked.push(request.url());
    page.on('request', note);
    await openIndexPage(page, app);
    await table('Changes since the last rebuild').waitFor();
    // Until the status has been asked for again, all that opening the page asks for has been asked.
    const statuses = () => asked.filter((url) => url.endsWith('/index-rebuild/status')).length;
    await until('the next poll', async () => statuses() > 1);
    expect(asked.filter((url) => url.includes('/index-rebuild/drift?'))).toHaveLength(1);
    page.off('request', note);
  });

  it('fit into 400 pixels: only tables scroll sideways, with their actions in sight, and no word is broken', async () => {
    await page.setViewportSize({ width: 400, height: 800 });
    for (const tab of ['', 'history']) {
      await openIndexPage(page, app, tab);
      await page.getByRole('grid').first().getByRole('row').nth(1).waitFor();
      const { wide, broken } = await page.evaluate(() => {
        const root = document.scrollingElement as Element;
        const texts = [...document.querySelectorAll('main p, main span, main dt, main dd, main h2, main h3')];
        const isBroken = (element: Element): boolean => {
          const { overflowWrap, wordBreak } = getComputedStyle(element);
          return overflowWrap === 'anywhere' || wordBreak === 'break-all';
        };
        return {
          wide: root.scrollWidth - root.clientWidth,
          broken: texts.filter(isBroken).map(({ textContent }) => textContent),
        };
      });
      expect({ tab, wide }).toEqual({ tab, wide: 0 });
      expect(broken).toEqual([]);
    }
    const restore = await table('Index versions')
      .getByRole('button', { name: /^Restore/ })
      .boundingBox();
    expect(restore?.x).toBeGreaterThan(0);
    expect((restore?.x ?? 0) + (restore?.width ?? 0)).toBeLessThanOrEqual(400);
    await page.setViewportSize({ width: 1280, height: 900 });
  });

  it('show a reader no buttons, and send no request for somebody without the permission', async () => {
    await app.signInAs('reader', [READ]);
    const reader = await signIn(browser, app, { email: 'reader@example.com' });
    await openIndexPage(reader, app, 'history');
    await reader.getByRole('grid', { name: 'Index versions' }).waitFor();
    expect(await tabs(reader).getByRole('link').allTextContents()).toEqual(['Overview', 'Map', 'History']);
    expect(await reader.getByRole('button', { name: 'Rebuild index' }).count()).toBe(0);
    await app.signInAs('stranger', [READ_EXPERTS]);
    const stranger = await signIn(browser, app, { email: 'stranger@example.com' });
    const asked: string[] = [];
    stranger.on('request', (request) => void asked.push(request.url()));
    await stranger.goto(`${app.url}/admin/content-manager/collection-types/api::expert.expert/${expert}`);
    await stranger.getByLabel('name', { exact: false }).first().waitFor();
    expect(asked.filter((url) => url.includes('/index-rebuild/'))).toEqual([]);
  });
});
