import { existsSync } from 'node:fs';

import {
  chromium,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
} from 'playwright-core';

import { ADMIN, type TestApp } from './test-app';

const EXECUTABLE = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';

/** Debian's Chromium, with its background network traffic turned off. */
export const launchBrowser = (): Promise<Browser> => {
  if (!existsSync(EXECUTABLE))
    throw new Error(`There is no browser at ${EXECUTABLE}; run "npm run setup -- --for-tests".`);
  return chromium.launch({
    executablePath: EXECUTABLE,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
};

/** Enough for a whole run on a busy machine: builders run at the lowest priority. */
const WAIT_MS = 120_000;

/** A browser profile of its own, the size of a small laptop's window unless told otherwise. */
export const openProfile = async (
  browser: Browser,
  options: BrowserContextOptions = {}
): Promise<BrowserContext> => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  context.setDefaultTimeout(WAIT_MS);
  return context;
};

/** `system` follows the browser's, which a test can change on an open page. */
export type Theme = 'light' | 'dark' | 'system';

/** A signed-in page in a browser profile of its own. */
export const signIn = async (
  browser: Browser,
  app: TestApp,
  { email = ADMIN.email, theme = 'light' }: { email?: string; theme?: Theme } = {}
): Promise<Page> => {
  const context = await openProfile(browser);
  await context.addInitScript((wanted) => {
    localStorage.setItem('STRAPI_THEME', wanted);
    localStorage.setItem('GUIDED_TOUR_SKIPPED', 'true');
  }, theme);
  const page = await context.newPage();
  await page.goto(`${app.url}/admin/auth/login`);
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password', { exact: false }).first().fill(ADMIN.password);
  await page.getByRole('button', { name: 'Login' }).click();
  await page.getByRole('navigation').first().waitFor();
  return page;
};

/** Opens a tab of the page "Search index" by its address. */
export const openIndexPage = async (page: Page, app: TestApp, tab = ''): Promise<void> => {
  await page.goto(`${app.url}/admin/plugins/index-rebuild${tab === '' ? '' : `/${tab}`}`);
  await page.getByRole('heading', { level: 1, name: 'Search index' }).waitFor();
};

/**
 * Sets the language of the admin in the profile of who is signed in, as its English page offers it.
 * @param code Of the language. @param name What it calls itself.
 */
export const chooseLanguage = async (page: Page, app: TestApp, code: string, name: string): Promise<void> => {
  await page.goto(`${app.url}/admin/me`);
  await page.getByRole('combobox', { name: 'Interface language' }).click();
  await page.getByRole('option', { name, exact: true }).click();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.locator(`html[lang="${code}"]`).waitFor();
};

/** Opens a tab of the page by its link, without loading the page again. */
export const openTab = async (page: Page, name: string): Promise<void> => {
  const tabs = page.getByRole('navigation', { name: 'Sections of the search index' });
  const tab = tabs.getByRole('link', { name, exact: true });
  // By keyboard: a notification may lie over it.
  await tab.focus();
  await page.keyboard.press('Enter');
  await tabs.locator('[aria-current="page"]', { hasText: name }).waitFor();
};
