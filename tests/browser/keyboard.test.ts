import type { Browser, Page } from 'playwright-core';

import { STATUS_TEXT_ID } from '../../src/plugins/index-rebuild/admin/src/helpers/focus-status';
import de from '../../src/plugins/index-rebuild/admin/src/translations/de.json';
import en from '../../src/plugins/index-rebuild/admin/src/translations/en.json';
import { chooseLanguage, launchBrowser, openIndexPage, openProfile, signIn } from '../support/browser';
import { WITHOUT_PASSAGES } from '../support/expert-source';
import { fillInsights } from '../support/insight-rows';
import { tabTo, walkByTab } from '../support/keyboard';
import { beekeeper, sampleExperts } from '../support/sample-experts';
import { TestApp } from '../support/test-app';
import { until } from '../support/until';

/** The tabs of the page by their addresses, each with a text that is there once it is shown. */
const TABS = [
  { tab: '', label: 'tab.overview', shown: 'drift.heading' },
  { tab: 'try', label: 'tab.try', shown: 'try.empty' },
  { tab: 'try?q=coral+reefs', label: 'tab.try', shown: 'try.why' },
  { tab: 'insights', label: 'tab.insights', shown: 'insightsHeading.gaps' },
  { tab: 'map', label: 'tab.map', shown: 'map.duplicates' },
  { tab: 'history', label: 'tab.history', shown: 'history.heading' },
] as const;

/** English texts of the page that are different in German; those with values in them are left out. */
const ENGLISH_ONLY = Object.entries(en)
  .filter(([key, text]) => !text.includes('{') && de[key as keyof typeof de] !== text)
  .map(([, text]) => text);

/** Runs in the page: which of these texts stand in it. */
const textsAmong = (texts: readonly string[]): string[] => {
  const unwanted = new Set(texts);
  const walker = document.createTreeWalker(document.querySelector('main') as Element, NodeFilter.SHOW_TEXT);
  const found: string[] = [];
  while (walker.nextNode()) {
    const text = walker.currentNode.textContent?.trim() ?? '';
    if (unwanted.has(text)) found.push(text);
  }
  return found;
};

/** Runs in the page: what somebody with this window cannot see, since it is cut off or beside the page. */
const lostTexts = (): string[] => {
  const { scrollWidth, clientWidth } = document.documentElement;
  const wide = scrollWidth > clientWidth ? [`the page is ${scrollWidth - clientWidth} pixels too wide`] : [];
  const isCut = (element: Element): boolean => {
    const { overflowX, clip } = getComputedStyle(element);
    // Texts for screen readers alone are one pixel wide, and clipped.
    if (overflowX !== 'hidden' || clip !== 'auto') return false;
    return element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 1;
  };
  const texts = [
    ...document.querySelectorAll('main p, main span, main dt, main dd, main h1, main h2, main button'),
  ];
  return [...wide, ...texts.filter(isCut).map(({ textContent }) => textContent ?? '')];
};

describe('the tabs by keyboard, enlarged, and in German', () => {
  let app: TestApp;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    const settings = { ...WITHOUT_PASSAGES, insights: { minCount: 3 } };
    app = await TestApp.start({
      env: { SERVE_ADMIN_PANEL: 'true', INDEX_REBUILD_SETTINGS: JSON.stringify(settings) },
    });
    await app.createExperts(sampleExperts(30));
    await app.createExperts([beekeeper('Bea'), beekeeper('Bea')]);
    await app.rebuild();
    await app.createExperts([{ name: 'Zoe Later', bio: 'Was added after the rebuild.' }]);
    await app.rebuild();
    await app.createExperts([{ name: 'Zoe Last', bio: 'Was added after that.' }]);
    await fillInsights(app);
    browser = await launchBrowser();
    page = await signIn(browser, app);
  });

  afterAll(async () => {
    await browser?.close();
    await app?.remove();
  });

  it.each(TABS)('Tab reaches everything in $tab in order, and shows where it is', async ({ tab, shown }) => {
    await openIndexPage(page, app, tab);
    await page.getByText(en[shown], { exact: true }).first().waitFor();
    await page.waitForLoadState('networkidle');
    const { wanted, stops } = await walkByTab(page);
    expect(stops.map(({ name }) => name)).toEqual(wanted);
    expect(stops.filter(({ isVisible }) => !isVisible).map(({ name }) => name)).toEqual([]);
  });

  it('keep the focus when a button is disabled by what it starts', async () => {
    const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '');
    await openIndexPage(page, app);
    await page.getByRole('button', { name: en['drift.check'] }).focus();
    await page.keyboard.press('Enter');
    await page.getByText(en['drift.checkDone']).waitFor();
    await until('the focus to come back', async () => (await focused()) === en['drift.check']);
    await page.getByRole('button', { name: en.rebuild }).focus();
    await page.keyboard.press('Enter');
    const status = page.locator(`#${STATUS_TEXT_ID}`);
    await until('the focus on the status', async () => (await focused()) === (await status.textContent()));
    const { run } = await app.status();
    expect(await app.ended(run?.id as string)).toMatchObject({ status: 'completed' });
  });

  it('lose nothing at a zoom of 200 %', async () => {
    const context = await openProfile(browser, {
      ...{ viewport: { width: 640, height: 450 }, deviceScaleFactor: 2 },
      storageState: await page.context().storageState(),
    });
    const zoomed = await context.newPage();
    for (const { tab, shown } of TABS) {
      await openIndexPage(zoomed, app, tab);
      await zoomed.getByText(en[shown], { exact: true }).first().waitFor();
      expect({ tab, lost: await zoomed.evaluate(lostTexts) }).toEqual({ tab, lost: [] });
    }
    await context.close();
  });

  it('are opened by keyboard alone in German in the dark theme, without an English word', async () => {
    const german = await signIn(browser, app, { theme: 'dark' });
    await chooseLanguage(german, app, 'de', 'Deutsch');
    await german.goto(`${app.url}/admin/plugins/index-rebuild`);
    await german.getByRole('heading', { level: 1, name: de.title }).waitFor();
    for (const { tab, label, shown } of TABS) {
      const link = german.getByRole('link', { name: de[label], exact: true });
      await tabTo(german, link);
      await german.keyboard.press('Enter');
      await until('the current tab', async () => (await link.getAttribute('aria-current')) === 'page');
      if (tab.includes('?')) {
        await tabTo(german, german.getByRole('searchbox', { name: de['try.query'] }));
        await german.keyboard.type('coral reefs');
        await german.keyboard.press('Enter');
      }
      await german.getByText(de[shown], { exact: true }).first().waitFor();
      // The design system's own picker says "Loading" until it has its records.
      await german.getByText('Loading', { exact: true }).waitFor({ state: 'detached' });
      expect({ tab, english: await german.evaluate(textsAmong, ENGLISH_ONLY) }).toEqual({ tab, english: [] });
    }
    await german.context().close();
  });
});
