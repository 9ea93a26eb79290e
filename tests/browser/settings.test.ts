import type { Browser, Page } from 'playwright-core';

import { launchBrowser, openIndexPage, signIn, type Theme } from '../support/browser';
import { backgroundOf, contrast, MIN_CONTRAST } from '../support/contrast';
import { WITHOUT_PASSAGES } from '../support/expert-source';
import { SettingsOf } from '../support/settings';
import { TestApp } from '../support/test-app';

const READ = 'plugin::index-rebuild.read';
const READ_SETTINGS = 'plugin::index-rebuild.settings.read';

const CRON = 'Times, as a cron expression';

describe('settings in a browser', () => {
  let app: TestApp;
  let browser: Browser;
  let page: Page;

  const card = (name: string, on = page) => on.getByRole('region', { name, exact: true });
  const cron = () => card('Scheduled rebuild').getByLabel(CRON);
  const picture = (on: Page, name: string) =>
    process.env.SCREENSHOTS
      ? on.screenshot({ path: `${process.env.SCREENSHOTS}/settings-${name}.png`, fullPage: true })
      : null;

  const open = async (on: Page): Promise<void> => {
    await on.goto(`${app.url}/admin/settings/index-rebuild`);
    await on.getByRole('heading', { level: 1, name: 'Search index settings' }).waitFor();
    await card('Scheduled rebuild', on).waitFor();
  };

  /** What has the focus. */
  const focused = () =>
    page.evaluate(
      () => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent
    );

  beforeAll(async () => {
    const env = { SERVE_ADMIN_PANEL: 'true', INDEX_REBUILD_SETTINGS: JSON.stringify(WITHOUT_PASSAGES) };
    app = await TestApp.start({ env });
    browser = await launchBrowser();
    page = await signIn(browser, app);
  });

  afterAll(async () => {
    await browser?.close();
    await app?.remove();
  });

  it('are reached from the page about the index', async () => {
    await openIndexPage(page, app);
    await page.getByText('Only when somebody asks for it').waitFor();
    const link = page.getByRole('link', { name: 'Change in the settings' });
    await link.focus();
    await page.keyboard.press('Enter');
    await card('Scheduled rebuild').waitFor();
    await page.getByRole('navigation').getByRole('link', { name: 'Settings', exact: true }).first().waitFor();
    await picture(page, 'light');
  });

  it('say at the field what is wrong, by keyboard alone', async () => {
    await cron().focus();
    await page.keyboard.type('at night');
    await page.keyboard.press('Enter');
    await card('Scheduled rebuild').getByText('This is not a cron expression, such as 0 3 * * *.').waitFor();
    expect(await cron().getAttribute('aria-invalid')).toBe('true');
    expect(await cron().inputValue()).toBe('at night');
    expect((await new SettingsOf(app).read('schedule')).version).toBe(0);
  });

  it('are in effect at once, and there after a reload', async () => {
    await cron().focus();
    await page.keyboard.press('Control+A');
    await page.keyboard.type('0 3 1 1 *');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Europe/Vienna');
    await card('Scheduled rebuild').getByText('Next, in your time zone: Jan 1', { exact: false }).waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Nobody works at New Year.');
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('Save: Scheduled rebuild');
    await page.keyboard.press('Enter');
    await page.getByText('Scheduled rebuild: saved and in effect.').waitFor();
    await card('Scheduled rebuild').getByText('Changed here by Ada Admin', { exact: false }).waitFor();
    expect(await focused()).toBe('Scheduled rebuild');
    expect((await app.status()).nextRebuild?.scheduledAt).toMatch(/-12-31T|-01-01T02:00/);
    await page.reload();
    await card('Scheduled rebuild').waitFor();
    expect(await cron().inputValue()).toBe('0 3 1 1 *');
    const changes = page.getByRole('grid', { name: 'Changes' });
    await changes.getByText('0 3 1 1 * · Time zone: Europe/Vienna', { exact: false }).waitFor();
    await changes.getByText('Nobody works at New Year.').waitFor();
    // Tables are one stop; arrows move within.
    await changes.getByRole('row').first().locator('th').first().focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    expect(await focused()).toContain('Ada Admin');
    await openIndexPage(page, app);
    await page.locator('time[datetime*="01-01T02:00"]').waitFor();
  });

  it('are not left with something that is not saved, unless somebody means it', async () => {
    await open(page);
    const versions = card('What is kept').getByLabel('Index versions');
    await versions.focus();
    await page.keyboard.press('Control+A');
    await page.keyboard.type('8');
    const elsewhere = page.getByRole('link', { name: 'Search index', exact: true }).first();
    await elsewhere.focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('alertdialog', { name: 'Leave without saving?' });
    await dialog.waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(await versions.inputValue()).toBe('8');
    await elsewhere.focus();
    await page.keyboard.press('Enter');
    await dialog.getByRole('button', { name: 'Leave' }).click();
    await page.getByRole('heading', { level: 1, name: 'Search index', exact: true }).waitFor();
    expect((await new SettingsOf(app).read('retention')).source).toBe('file');
  });

  it('show another administrator’s change beside what is entered, and lose nothing', async () => {
    await open(page);
    const versions = card('What is kept').getByLabel('Index versions');
    await versions.fill('8');
    await new SettingsOf(app).set('retention', { generations: 5, partialBuilds: 2, runs: 200 });
    await versions.press('Enter');
    await card('What is kept').getByText('In effect now: Index versions: 5', { exact: false }).waitFor();
    expect(await versions.inputValue()).toBe('8');
    await picture(page, 'conflict');
    await versions.press('Enter');
    await page.getByText('What is kept: saved and in effect.').waitFor();
    expect(await new SettingsOf(app).inEffect('retention')).toMatchObject({ generations: 8 });
    const reset = page.getByRole('button', { name: 'Reset to the file’s value: What is kept' });
    await reset.focus();
    await page.keyboard.press('Enter');
    await reset.waitFor({ state: 'detached' });
    expect(await versions.inputValue()).toBe('3');
  });

  it('are shown to those who may see them, and to nobody else', async () => {
    await app.signInAs('looks', [READ, READ_SETTINGS]);
    await app.signInAs('works', [READ]);
    const looks = await signIn(browser, app, { email: 'looks@example.com' });
    await open(looks);
    await card('What is kept', looks).getByText('Index versions: 3', { exact: false }).waitFor();
    expect(await looks.locator('main').getByRole('textbox').count()).toBe(0);
    const works = await signIn(browser, app, { email: 'works@example.com' });
    await openIndexPage(works, app);
    await works.getByText('What search uses').waitFor();
    expect(await works.getByRole('link', { name: 'Change in the settings' }).count()).toBe(0);
    await works.goto(`${app.url}/admin/settings/index-rebuild`);
    await works.getByText('permission', { exact: false }).first().waitFor();
    expect(await works.locator('a[href$="/settings/index-rebuild"]').count()).toBe(0);
  });

  it.each(['light', 'dark'] as Theme[])('are readable in the %s theme', async (theme) => {
    const reader = await signIn(browser, app, { theme });
    await open(reader);
    await picture(reader, theme);
    for (const text of await reader.locator('main section p, main section h2, main section label').all()) {
      const [colour, background] = await Promise.all([
        text.evaluate((element) => getComputedStyle(element).color),
        text.evaluate(backgroundOf),
      ]);
      expect(contrast(colour, background)).toBeGreaterThanOrEqual(MIN_CONTRAST);
    }
  });

  it('fit a screen of 400 pixels', async () => {
    await page.setViewportSize({ width: 400, height: 2000 });
    await open(page);
    await picture(page, 'narrow');
    for (const input of await page.locator('main section input').all()) {
      const box = await input.boundingBox();
      if (box) expect(box.x + box.width).toBeLessThanOrEqual(400);
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(400);
  });
});
